import Indicators
import TradingDomain

extension EntrySeries {
    /// As of the last candle; `nil` before the first.
    func features(hasSeries: Bool) -> MomentumFeatures? {
        guard let last else { return nil }
        var features = MomentumFeatures(closeTime: last.closeTime, close: last.close)
        features.ema20 = ema20.value
        features.ema50 = ema50.value
        features.macd = macd.value.map { MACDValue(line: $0.line, signal: $0.signal, histogram: $0.histogram) }
        features.rsi7 = rsi7.value
        features.rsi14 = rsi14.value
        features.atr14 = atr14.value
        features.breakout = breakout(of: last.close.value)
        features.volumeRatio = volume.ratio
        features.momentum = change.value
        features.condition = MomentumRules.condition(rsi7: rsi7.value, rsi14: rsi14.value)
        features.microTrend = MomentumRules.microTrend(
            ema20: ema20.value,
            before: lastEMA20.value(before: MomentumRules.slope_candles),
            atr14: atr14.value
        )
        guard hasSeries else { return features }
        features.lastCloses = lastCloses.values
        features.lastEMA20 = lastEMA20.values
        features.lastMACD = lastMACD.values
        features.lastRSI7 = lastRSI7.values
        features.lastRSI14 = lastRSI14.values
        return features
    }

    private func breakout(of close: Double) -> MomentumFeatures.Breakout? {
        guard let rangeBefore else { return nil }
        return MomentumRules.breakout(
            close: close,
            upper: rangeBefore.upper,
            lower: rangeBefore.lower,
            atr14: atr14.value
        )
    }
}
