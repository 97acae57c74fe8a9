import TradingDomain

extension FeatureLine {
    static func momentum(_ view: MomentumFeatures, of snapshot: FeatureSnapshot) -> [FeatureLine] {
        func line(_ name: String, _ value: FeatureValue, _ explanation: String) -> FeatureLine {
            FeatureLine("momentum", name, value, explanation)
        }
        let last = snapshot.last
        let age = FeatureValue.duration(snapshot.cycle.time.milliseconds(since: view.closeTime))
        let candle = "the last closed \(snapshot.entryTimeframe) candle, \(age) before the decision"
        return [
            line("close_time", .text("\(view.closeTime)"), candle),
            line("close", .number(view.close.value), "of that candle"),
            line("ema20", .number(view.ema20), "from the 20th candle on"),
            line("ema50", .number(view.ema50), "from the 50th candle on"),
            line("macd", .number(view.macd?.line), "EMA12 - EMA26, from the 34th candle on"),
            line("macd_signal", .number(view.macd?.signal), "EMA9 of it"),
            line("macd_hist", .number(view.macd?.histogram), "line - signal"),
            line("rsi7", .number(view.rsi7), "0 to 100, Wilder's smoothing"),
            line("rsi14", .number(view.rsi14), "0 to 100, Wilder's smoothing"),
            line("atr14", .number(view.atr14), "quote currency"),
            line("breakout", .text(breakout(view)), "a close outside the range of the 20 candles before it"),
            line("volume_ratio", .number(view.volumeRatio), "its volume / mean volume of the 20 candles before it"),
            line("momentum_percent", .number(view.momentum), "change over 10 candles"),
            line(
                "condition",
                .text(view.condition?.rawValue),
                "overbought: RSI7 and RSI14 >= 70; oversold: both <= 30"
            ),
            line("micro_trend", .text(view.microTrend?.rawValue), slope(view, last)),
            line("squeeze", .flag(view.squeeze), "Bollinger (20, 2) within EMA20 +- 1.5 ATR14"),
            line(
                "divergence",
                .text(view.divergence?.rawValue ?? "none"),
                "price against RSI14 at the last two swings"
            ),
            line("last_closes", .numbers(last.closes), "oldest first"),
            line("last_ema20", .numbers(last.ema20), "oldest first"),
            line("last_macd", .numbers(last.macd), "oldest first"),
            line("last_rsi7", .numbers(last.rsi7), "oldest first"),
            line("last_rsi14", .numbers(last.rsi14), "oldest first"),
        ]
    }

    private static func breakout(_ view: MomentumFeatures) -> String {
        guard let breakout = view.breakout else { return "none" }
        let side = breakout.side == .buy ? "up" : "down"
        let excess = FeatureValue.digits(breakout.excess)
        return "\(side) of \(FeatureValue.digits(breakout.level)) by \(excess) ATR"
    }

    private static func slope(_ view: MomentumFeatures, _ last: LastValues) -> String {
        let rule = "up or down from 0.25 ATR14"
        guard let now = view.ema20, let atr = view.atr14, atr > 0, last.ema20.count > 5 else { return rule }
        let before = last.ema20[last.ema20.count - 6]
        return "EMA20 moved \(FeatureValue.digits((now - before) / atr)) ATR14 in 5 candles; \(rule)"
    }
}
