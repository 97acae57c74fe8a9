import TradingDomain

extension FeatureLine {
    static func trend(_ trend: TrendFeatures, at tick: Timestamp) -> [FeatureLine] {
        func line(_ name: String, _ value: FeatureValue, _ explanation: String) -> FeatureLine {
            FeatureLine("trend", name, value, explanation)
        }
        let age = FeatureValue.duration(tick.milliseconds(since: trend.closeTime))
        return [
            line("close_time", .text("\(trend.closeTime)"), "the last closed 4 h candle, \(age) before the decision"),
            line("close", .number(trend.close.value), "of that candle"),
            line("direction", .text(trend.direction?.rawValue), direction(trend)),
            line("strength", .text(trend.strength?.rawValue), "ADX14: weak below 20, medium from 20, strong from 35"),
            line("ema20", .number(trend.ema20), "from the 20th candle on"),
            line("ema50", .number(trend.ema50), "from the 50th candle on"),
            line("macd", .number(trend.macd?.line), "EMA12 - EMA26, from the 34th candle on"),
            line("macd_signal", .number(trend.macd?.signal), "EMA9 of it"),
            line("macd_hist", .number(trend.macd?.histogram), "line - signal"),
            line("rsi14", .number(trend.rsi14), "0 to 100, Wilder's smoothing"),
            line("adx14", .number(trend.adx14), "0 to 100, from the 28th candle on"),
            line("atr3", .number(trend.atr3), "quote currency"),
            line("atr14", .number(trend.atr14), "quote currency"),
            line("bb_upper", .number(trend.bollinger?.upper), "SMA20 + 2 standard deviations"),
            line("bb_middle", .number(trend.bollinger?.middle), "SMA20"),
            line("bb_lower", .number(trend.bollinger?.lower), "SMA20 - 2 standard deviations"),
            line("volume_ratio", .number(trend.volumeRatio), "its volume / mean volume of the 20 candles before it"),
            line("momentum_percent", .number(trend.momentum), "change over 10 candles"),
            line("supports", .levels(trend.supports), "swing points within half an ATR14, at or below the close"),
            line("resistances", .levels(trend.resistances), "swing points within half an ATR14, above the close"),
        ]
    }

    private static func direction(_ trend: TrendFeatures) -> String {
        guard let ema20 = trend.ema20, let ema50 = trend.ema50, let macd = trend.macd?.line else {
            return "needs EMA50 and MACD: 50 candles"
        }
        return "EMA20 \(sign(ema20, ema50)) EMA50, close \(sign(trend.close.value, ema50)) EMA50, "
            + "MACD line \(sign(macd, 0)) 0; up or down when all three agree"
    }

    static func sign(_ left: Double, _ right: Double) -> String {
        if left == right { return "=" }
        return left > right ? ">" : "<"
    }
}
