import TradingDomain

/// Where a simulated model puts stop and target: by the 4 h range, whatever the question.
struct SimulatedStops {
    /// Distance of the stop in tenths of the 4 h ATR14.
    let stop_tenthsOfATR: Int64
    /// Distance of the target over that of the stop, in tenths; 15 or more.
    let reward_tenths: Int64
    let positionSize_percent: Int
    let leverage: Int

    /// Least distance of the stop, in basis points of the price.
    static let nearest_bp: Int64 = 50
    /// Greatest distance of the stop, in basis points of the price.
    static let farthest_bp: Int64 = 300

    /// Puts stop and target to an action; waits where the market is too wild for a sound stop.
    ///
    /// - Parameters:
    ///   - action: BUY or SELL.
    ///   - confidence: 0 to 100.
    ///   - numbers: with a price and a 4 h ATR14; a HOLD otherwise.
    ///   - reason: what the answer says.
    /// - Returns: the decision; its stop is 0.5 % to 3 % from the price.
    func decision(
        _ action: TradingAction,
        confidence: Int,
        _ numbers: PromptNumbers,
        _ reason: SimulatedReason
    ) -> SimulatedDecision {
        guard let price = numbers.market.price, let fineATR = numbers.trend?.atr14,
            (1...1_000_000_000_000_000).contains(price)
        else { return .hold(numbers.symbol, .notWarm) }
        let atr = fineATR / FineAmount.unitsInPriceUnit
        guard atr > 0, atr < price else { return .hold(numbers.symbol, .notWarm) }
        let wanted = atr * stop_tenthsOfATR / 10
        let nearest = (price * Self.nearest_bp + 9_999) / 10_000
        let farthest = price * Self.farthest_bp / 10_000
        // Twice the widest stop means a market in which that stop is noise.
        guard wanted <= 2 * farthest else { return .hold(numbers.symbol, .rangeTooWide) }
        let grid = PriceGrid(price: price)
        let least = (nearest + grid.step - 1) / grid.step * grid.step
        let distance = max(grid.rounded(min(wanted, farthest)), least)
        // Rounded up, so that the ratio never falls below what was meant.
        let reward = (distance * reward_tenths / 10 + grid.step) / grid.step * grid.step
        let sign = Int64(action.sign)
        let (stop, target) = (price - sign * distance, price + sign * reward)
        guard stop > 0, target > 0 else { return .hold(numbers.symbol, .rangeTooWide) }
        let risk_bp = distance * 10_000 / price
        return SimulatedDecision(
            symbol: numbers.symbol,
            action: action,
            confidence: min(max(confidence, 0), 95),
            plan: SimulatedDecision.Plan(
                entry: price,
                stopLoss: stop,
                takeProfit: target,
                positionSize_percent: positionSize_percent,
                leverage: leverage
            ),
            reason: reason,
            riskLevel: risk_bp < 100 ? .low : risk_bp < 200 ? .medium : .high,
            riskScore: Int(min(95, 15 + risk_bp / 5))
        )
    }
}

extension SimulatedDecision {
    /// A HOLD is as sure as its reason: 55 without data, 70 otherwise.
    static func hold(_ symbol: Symbol, _ reason: SimulatedReason) -> SimulatedDecision {
        SimulatedDecision(
            symbol: symbol,
            action: .hold,
            confidence: reason == .notWarm ? 55 : 70,
            plan: nil,
            reason: reason,
            riskLevel: .low,
            riskScore: 10
        )
    }
}
