import TradingDomain

/// The careful one: goes with a 4 h trend only while it is not stretched, fades the bands of a range, enters on
/// breaks with volume and on dips.
enum QwenRules {
    private static let stops = SimulatedStops(
        stop_tenthsOfATR: 16,
        reward_tenths: 16,
        positionSize_percent: 6,
        leverage: 1
    )

    /// 4 h in a trend that is not weak: EMA20 beyond EMA50 on the trend's side, price within 2 ATR14 of EMA20, RSI14 within 40 to 70
    /// of the trend's side; confidence 56, +6 strong, +4 MACD over its signal, +4 range shrinking (ATR3 under ATR14).
    /// Sideways: beyond a Bollinger band with RSI14 at most 35, or at least 65, it fades with confidence 54.
    static func direction(_ numbers: PromptNumbers) -> SimulatedDecision {
        guard let trend = numbers.trend, let price = numbers.market.price, let direction = trend.direction,
            let fast = trend.ema20, let slow = trend.ema50, let rsi = trend.rsi14, let atr = trend.atr14
        else { return .hold(numbers.symbol, .notWarm) }
        let sign: Int64 = direction == .up ? 1 : direction == .down ? -1 : 0
        guard sign != 0 else { return fade(numbers, price: price, rsi: rsi) }
        guard trend.strength != .weak else { return .hold(numbers.symbol, .weakTrend) }
        guard (fast - slow) * sign > 0 else { return .hold(numbers.symbol, .conflicting) }
        let lean = (rsi - 50 * FineAmount.one) * sign
        guard (-10 * FineAmount.one...20 * FineAmount.one).contains(lean),
            (price - fast).magnitude <= 2 * (atr / FineAmount.unitsInPriceUnit).magnitude
        else {
            return .hold(numbers.symbol, .stretched)
        }
        var confidence = 56
        confidence += trend.strength == .strong ? 6 : 0
        if let line = trend.macd.line, let signal = trend.macd.signal {
            confidence += (line - signal) * sign > 0 ? 4 : 0
        }
        if let recent = trend.atr3 { confidence += recent < atr ? 4 : 0 }
        return stops.decision(
            sign > 0 ? .buy : .sell,
            confidence: confidence,
            numbers,
            sign > 0 ? .calmTrendUp : .calmTrendDown
        )
    }

    private static func fade(_ numbers: PromptNumbers, price: Int64, rsi: Int64) -> SimulatedDecision {
        guard let lower = numbers.trend?.bandLower, let upper = numbers.trend?.bandUpper else {
            return .hold(numbers.symbol, .notWarm)
        }
        if price < lower, rsi <= 35 * FineAmount.one { return stops.decision(.buy, confidence: 54, numbers, .revertUp) }
        if price > upper, rsi >= 65 * FineAmount.one {
            return stops.decision(.sell, confidence: 54, numbers, .revertDown)
        }
        return .hold(numbers.symbol, .noTrend)
    }

    /// Fast: a break to the 4 h side on volume over 1.8 × the mean and at most 1.5 ATR beyond the edge, confidence
    /// 70; or a dip against the 4 h side with RSI7 beyond 20 or 80, confidence 62. Otherwise it waits.
    static func entry(_ numbers: PromptNumbers) -> SimulatedDecision {
        guard let trend = numbers.trend?.direction, let entry = numbers.entry, let rsi = entry.rsi7,
            let volume = entry.volumeRatio
        else { return .hold(numbers.symbol, .notWarm) }
        let sign: Int64 = trend == .up ? 1 : trend == .down ? -1 : 0
        guard sign != 0, !numbers.market.hasGap else { return .hold(numbers.symbol, .noTrend) }
        if entry.breakoutSide?.sign == sign, let excess = entry.breakoutExcess, volume > FineAmount.one * 9 / 5 {
            guard excess <= FineAmount.one * 3 / 2 else { return .hold(numbers.symbol, .stretched) }
            return stops.decision(
                sign > 0 ? .buy : .sell,
                confidence: 70,
                numbers,
                sign > 0 ? .breakoutUp : .breakoutDown
            )
        }
        if (rsi - 50 * FineAmount.one) * sign < -30 * FineAmount.one {
            return stops.decision(
                sign > 0 ? .buy : .sell,
                confidence: 62,
                numbers,
                sign > 0 ? .dipBought : .rallySold
            )
        }
        return .hold(numbers.symbol, .quiet)
    }
}
