package import TradingDomain

/// What a simulated model says about one symbol: integers and a reason, nothing allocated.
package struct SimulatedDecision: Hashable, Sendable {
    package let symbol: Symbol
    package let action: TradingAction
    /// 0 ... 100.
    package let confidence: Int
    /// Present exactly for BUY and SELL; units of 1e-8.
    package let plan: Plan?
    package let reason: SimulatedReason
    package let riskLevel: RiskLevel
    /// 0 ... 100.
    package let riskScore: Int

    package struct Plan: Hashable, Sendable {
        package let entry: Int64
        package let stopLoss: Int64
        package let takeProfit: Int64
        /// 1 ... 100.
        package let positionSize_percent: Int
        package let leverage: Int
    }

    /// The answer that ``ReplyReader`` makes of this decision's text.
    ///
    /// - Parameters:
    ///   - channel: the question.
    ///   - slot: whose answer it is.
    ///   - time: event time of the cycle.
    /// - Returns: an abstention only for numbers that are no decision, which no trader here gives.
    package func answer(channel: Channel, slot: String, time: Timestamp) -> ModelAnswer {
        let outcome: ModelAnswer.Outcome
        do throws(ValueError) {
            let confidence = try Percent(confidence, what: "confidence")
            outcome = .decided(
                try TradingDecision(
                    symbol: symbol,
                    action: action,
                    confidence: confidence,
                    plan: try plan.map { plan throws(ValueError) in try plan.tradePlan(action) },
                    reasoning: reason.text,
                    views: ChannelViews(ChannelView(channel: channel, action: action, confidence: confidence)),
                    riskLevel: riskLevel,
                    riskScore: try Percent(riskScore, what: "risk_score"),
                    sources: [slot],
                    time: time
                )
            )
        } catch {
            outcome = .abstained(.schema)
        }
        return ModelAnswer(slot: slot, channel: channel, symbol: symbol, outcome: outcome)
    }
}

extension SimulatedDecision.Plan {
    fileprivate func tradePlan(_ action: TradingAction) throws(ValueError) -> TradePlan {
        try TradePlan(
            action: action,
            entry: Price(units: entry),
            stopLoss: Price(units: stopLoss),
            takeProfit: Price(units: takeProfit),
            positionSize: Percent(positionSize_percent, what: "position_size_percent"),
            leverage: leverage
        )
    }
}
