import TradingDomain

/// The baseline that a model has to beat, and the last step before HOLD when the budget is spent.
enum BaselineRules {
    private static let stops = SimulatedStops(
        stop_tenthsOfATR: 20,
        reward_tenths: 20,
        positionSize_percent: 8,
        leverage: 1
    )

    /// 4 h: the trend's side unless it is sideways or weak; confidence 65, strong 72.
    static func direction(_ numbers: PromptNumbers) -> SimulatedDecision {
        guard let direction = numbers.trend?.direction, let strength = numbers.trend?.strength else {
            return .hold(numbers.symbol, .notWarm)
        }
        guard direction != .sideways else { return .hold(numbers.symbol, .noTrend) }
        guard strength != .weak else { return .hold(numbers.symbol, .weakTrend) }
        return stops.decision(
            direction == .up ? .buy : .sell,
            confidence: strength == .strong ? 72 : 65,
            numbers,
            direction == .up ? .trendUp : .trendDown
        )
    }

    /// Fast: a break to the 4 h side, confidence 65.
    static func entry(_ numbers: PromptNumbers) -> SimulatedDecision {
        guard let direction = numbers.trend?.direction, let entry = numbers.entry, entry.atr14 != nil else {
            return .hold(numbers.symbol, .notWarm)
        }
        guard direction != .sideways, !numbers.market.hasGap else { return .hold(numbers.symbol, .noTrend) }
        let side: Side = direction == .up ? .buy : .sell
        guard let broken = entry.breakoutSide else { return .hold(numbers.symbol, .quiet) }
        guard broken == side else { return .hold(numbers.symbol, .conflicting) }
        return stops.decision(
            side == .buy ? .buy : .sell,
            confidence: 65,
            numbers,
            side == .buy ? .breakoutUp : .breakoutDown
        )
    }
}
