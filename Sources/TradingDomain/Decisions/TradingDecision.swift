/// A decision for one symbol: what a model returns for one channel, and what the fusion makes of all of them.
package struct TradingDecision: Hashable, Sendable {
    package let symbol: Symbol
    package let action: TradingAction
    package let confidence: Percent
    /// Entry, stop, target, size and leverage; present exactly when the action is BUY or SELL.
    package let plan: TradePlan?
    /// One or two sentences for a person; at most ``longestReasoning`` characters; no program reads it.
    package let reasoning: String
    /// The view per channel: one for a model's answer, up to two after fusion.
    package let views: [ChannelView]
    package let riskLevel: RiskLevel
    package let riskScore: Percent
    /// Slots whose answers went in, sorted, such as `["deepseek", "qwen"]`.
    package let sources: [String]
    /// Event time of the cycle that asked.
    package let time: Timestamp

    package static let longestReasoning = 600

    /// - Throws: ``ValueError`` when a BUY or SELL has no plan, a HOLD has one, or the reasoning is too long.
    package init(
        symbol: Symbol,
        action: TradingAction,
        confidence: Percent,
        plan: TradePlan?,
        reasoning: String,
        views: [ChannelView],
        riskLevel: RiskLevel,
        riskScore: Percent,
        sources: [String],
        time: Timestamp
    ) throws(ValueError) {
        guard (action == .hold) == (plan == nil) else {
            throw .inconsistent(what: "\(action.rawValue) \(plan == nil ? "without" : "with") a trade plan")
        }
        guard reasoning.utf8.count <= Self.longestReasoning || reasoning.count <= Self.longestReasoning else {
            throw .outOfRange(
                what: "reasoning",
                was: "\(reasoning.count) characters",
                allowed: "at most \(Self.longestReasoning)"
            )
        }
        self.symbol = symbol
        self.action = action
        self.confidence = confidence
        self.plan = plan
        self.reasoning = reasoning
        self.views = views
        self.riskLevel = riskLevel
        self.riskScore = riskScore
        self.sources = sources
        self.time = time
    }

    /// BUY +confidence, SELL −confidence, HOLD 0; range −100 ... 100.
    package var signedConfidence: Int { action.sign * confidence.value }
}
