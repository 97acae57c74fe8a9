import TradingDomain

/// How the entry indicators become words.
enum MomentumRules {
    /// Candles over which EMA20's slope is taken.
    static let slope_candles = 5
    /// Least slope of a trend, in ATR14 over ``slope_candles`` candles.
    static let leastSlope = 0.25
    static let overbought = 70.0
    static let oversold = 30.0
    /// Half the height of the Keltner channel, in ATR14.
    static let channel = 1.5

    /// Overbought when RSI14 is at or above 70 and RSI7 has not come back below it; oversold likewise at 30.
    static func condition(rsi7: Double?, rsi14: Double?) -> MomentumFeatures.Condition? {
        guard let rsi7, let rsi14 else { return nil }
        if min(rsi7, rsi14) >= overbought { return .overbought }
        if max(rsi7, rsi14) <= oversold { return .oversold }
        return .neutral
    }

    /// Up when EMA20 has risen by a quarter of ATR14 or more within the last five candles; down when it has fallen so.
    ///
    /// - Parameters:
    ///   - ema20: at the last candle.
    ///   - before: five candles earlier.
    ///   - atr14: at the last candle.
    /// - Returns: `nil` until all three are warm.
    static func microTrend(ema20: Double?, before: Double?, atr14: Double?) -> TrendFeatures.Direction? {
        guard let ema20, let before, let atr14 else { return nil }
        let step = leastSlope * atr14
        guard step > 0 else { return .sideways }
        if ema20 - before >= step { return .up }
        return before - ema20 >= step ? .down : .sideways
    }

    /// A close strictly outside the range of the 20 candles before it.
    ///
    /// - Parameters:
    ///   - close: of the last candle.
    ///   - upper: highest high of the 20 candles before it.
    ///   - lower: lowest low of those.
    ///   - atr14: at the last candle.
    /// - Returns: `nil` when the close lies within the range, or ATR14 is not warm.
    static func breakout(close: Double, upper: Double, lower: Double, atr14: Double?) -> MomentumFeatures.Breakout? {
        guard let atr14, atr14 > 0 else { return nil }
        if close > upper { return .init(side: .buy, level: upper, excess: (close - upper) / atr14) }
        if close < lower { return .init(side: .sell, level: lower, excess: (lower - close) / atr14) }
        return nil
    }

    /// Both Bollinger bands (20, 2) lie strictly within EMA20 ± 1.5 ATR14.
    ///
    /// - Source: the squeeze of John Carter, "Mastering the Trade", 2005, on our averages.
    ///
    /// - Parameters:
    ///   - upper: the upper band.
    ///   - lower: the lower band.
    ///   - ema20: the middle of the channel.
    ///   - atr14: its measure.
    /// - Returns: `nil` until all are warm.
    static func squeeze(upper: Double, lower: Double, ema20: Double?, atr14: Double?) -> Bool? {
        guard let ema20, let atr14 else { return nil }
        return upper < ema20 + channel * atr14 && lower > ema20 - channel * atr14
    }
}
