import TradingDomain

/// How the 4 h indicators become words.
enum TrendRules {
    /// Least ADX14 of a medium trend.
    static let medium = 20.0
    /// Least ADX14 of a strong trend.
    static let strong = 35.0

    /// Up when EMA20 is above EMA50, the close above EMA50, and the MACD line above zero; down when all three are below;
    /// sideways when they disagree or one is equal.
    ///
    /// - Parameters:
    ///   - close: of the last closed candle.
    ///   - ema20: of the closes.
    ///   - ema50: of the closes.
    ///   - macdLine: of the closes.
    /// - Returns: `nil` until all are warm.
    static func direction(
        close: Double,
        ema20: Double?,
        ema50: Double?,
        macdLine: Double?
    ) -> TrendFeatures.Direction? {
        guard let ema20, let ema50, let macdLine else { return nil }
        if ema20 > ema50, close > ema50, macdLine > 0 { return .up }
        if ema20 < ema50, close < ema50, macdLine < 0 { return .down }
        return .sideways
    }

    /// Weak below 20, medium from 20, strong from 35; whatever the direction.
    static func strength(adx14: Double?) -> TrendFeatures.Strength? {
        guard let adx14 else { return nil }
        if adx14 >= strong { return .strong }
        return adx14 >= medium ? .medium : .weak
    }
}
