import TradingDomain

/// Makes one trade plan of the answers that agree with the fused action: of each number the most cautious.
struct TradeMerger {
    let action: TradingAction
    let price: Price
    private(set) var size = Percent.zero
    private(set) var leverage = 0
    private(set) var riskLevel = RiskLevel.low
    private(set) var riskScore = Percent.zero
    private(set) var stop: Price?
    private(set) var target: Price?

    /// Prices come from the entry answers that agree, or from the direction answers when none does; size and leverage
    /// are the smallest and the risk is the highest of all that agree, on both channels.
    ///
    /// - Parameters:
    ///   - action: BUY or SELL.
    ///   - price: the market price, which becomes the entry.
    ///   - direction: the 4 h answers.
    ///   - entry: the 3 m answers.
    init(action: TradingAction, price: Price, direction: ArraySlice<ModelAnswer>, entry: ArraySlice<ModelAnswer>) {
        self.action = action
        self.price = price
        let hasEntryPlans = add(entry, withPrices: true)
        add(direction, withPrices: !hasEntryPlans)
    }

    /// Stop and target are the nearest to the price among those on the right side of it.
    ///
    /// - Returns: whether an answer agreed.
    @discardableResult
    private mutating func add(_ answers: ArraySlice<ModelAnswer>, withPrices: Bool) -> Bool {
        var hasAgreeing = false
        for answer in answers {
            guard case .decided(let decision) = answer.outcome, decision.action == action, let plan = decision.plan
            else { continue }
            hasAgreeing = true
            if leverage == 0 {
                size = plan.positionSize
                leverage = plan.leverage
            } else {
                size = min(size, plan.positionSize)
                leverage = min(leverage, plan.leverage)
            }
            if decision.riskLevel.rank > riskLevel.rank { riskLevel = decision.riskLevel }
            riskScore = max(riskScore, decision.riskScore)
            guard withPrices else { continue }
            if action == .buy {
                if plan.stopLoss < price { stop = max(stop ?? plan.stopLoss, plan.stopLoss) }
                if plan.takeProfit > price { target = min(target ?? plan.takeProfit, plan.takeProfit) }
            } else {
                if plan.stopLoss > price { stop = min(stop ?? plan.stopLoss, plan.stopLoss) }
                if plan.takeProfit < price { target = max(target ?? plan.takeProfit, plan.takeProfit) }
            }
        }
        return hasAgreeing
    }

    /// - Parameter isHalved: whether the size is halved, rounded down.
    /// - Returns: `nil` when no stop or no target is left on the right side of the price.
    func plan(isHalved: Bool) -> TradePlan? {
        guard let stop, let target, let half = try? Percent(size.value / 2) else { return nil }
        return try? TradePlan(
            action: action,
            entry: price,
            stopLoss: stop,
            takeProfit: target,
            positionSize: isHalved ? half : size,
            leverage: leverage
        )
    }
}

extension RiskLevel {
    /// LOW 0, MEDIUM 1, HIGH 2.
    fileprivate var rank: Int {
        switch self {
        case .low: 0
        case .medium: 1
        case .high: 2
        }
    }
}
