import TradingDomain

/// The trend follower: goes with a 4 h trend that momentum confirms, enters on fast momentum or a break.
enum DeepSeekRules {
    private static let stops = SimulatedStops(
        stop_tenthsOfATR: 12,
        reward_tenths: 18,
        positionSize_percent: 10,
        leverage: 2
    )

    /// 4 h: side of the trend; confidence 52, +10 strong or +5 medium, +5 MACD histogram, +4 ADX from 25, +4
    /// momentum over 1 %, −14 stretched RSI. Below 60 it waits.
    static func direction(_ numbers: PromptNumbers) -> SimulatedDecision {
        guard let trend = numbers.trend, let direction = trend.direction, let strength = trend.strength,
            let histogram = trend.macd.histogram, let rsi = trend.rsi14, let adx = trend.adx14,
            let momentum = trend.momentum
        else { return .hold(numbers.symbol, .notWarm) }
        let sign: Int64 = direction == .up ? 1 : direction == .down ? -1 : 0
        guard sign != 0 else { return .hold(numbers.symbol, .noTrend) }
        var confidence = 52
        confidence += strength == .strong ? 10 : strength == .medium ? 5 : 0
        confidence += histogram * sign > 0 ? 5 : 0
        confidence += adx >= 25 * FineAmount.one ? 4 : 0
        confidence += momentum * sign > FineAmount.one ? 4 : 0
        let isStretched = (rsi - 50 * FineAmount.one) * sign > 26 * FineAmount.one
        confidence -= isStretched ? 14 : 0
        guard confidence >= 60 else { return .hold(numbers.symbol, isStretched ? .stretched : .weakTrend) }
        return stops.decision(
            sign > 0 ? .buy : .sell,
            confidence: confidence,
            numbers,
            sign > 0 ? .trendUp : .trendDown
        )
    }

    /// Fast: side of the 4 h trend when EMA order, MACD histogram and RSI7 agree with it; confidence 58, +8 for a
    /// break to that side, +6 for volume over 1.5 × the mean, +4 for momentum over 0.3 %. Below 64 it waits.
    static func entry(_ numbers: PromptNumbers) -> SimulatedDecision {
        guard let trend = numbers.trend?.direction, let entry = numbers.entry, let micro = entry.microTrend,
            let histogram = entry.macd.histogram, let rsi = entry.rsi7, let close = entry.close,
            let average = entry.ema20
        else { return .hold(numbers.symbol, .notWarm) }
        let sign: Int64 = trend == .up ? 1 : trend == .down ? -1 : 0
        guard sign != 0, !numbers.market.hasGap else { return .hold(numbers.symbol, .noTrend) }
        guard micro == trend, histogram * sign > 0, (close - average) * sign > 0 else {
            return .hold(numbers.symbol, .conflicting)
        }
        guard (rsi - 50 * FineAmount.one) * sign < 35 * FineAmount.one else { return .hold(numbers.symbol, .stretched) }
        var confidence = 58
        let hasBroken = entry.breakoutSide?.sign == sign
        confidence += hasBroken ? 8 : 0
        confidence += (entry.volumeRatio ?? 0) > FineAmount.one * 3 / 2 ? 6 : 0
        confidence += (entry.momentum ?? 0) * sign > FineAmount.one * 3 / 10 ? 4 : 0
        guard confidence >= 64 else { return .hold(numbers.symbol, .quiet) }
        let up: SimulatedReason = hasBroken ? .breakoutUp : .momentumUp
        let down: SimulatedReason = hasBroken ? .breakoutDown : .momentumDown
        return stops.decision(sign > 0 ? .buy : .sell, confidence: confidence, numbers, sign > 0 ? up : down)
    }
}
