/// A decision for one symbol: what a model returns for one channel, and what the fusion makes of all of them.
///
/// It passes through many hands and never changes, so its fields lie in one shared allocation.
package struct TradingDecision: Hashable, Sendable {
    private struct Fields: Hashable, Sendable {
        let symbol: Symbol
        let action: TradingAction
        let confidence: Percent
        let plan: TradePlan?
        let reasoning: String
        let views: ChannelViews
        let riskLevel: RiskLevel
        let riskScore: Percent
        let sources: [String]
        let time: Timestamp
    }

    private let fields: Boxed<Fields>

    package var symbol: Symbol { fields.value.symbol }
    package var action: TradingAction { fields.value.action }
    package var confidence: Percent { fields.value.confidence }
    /// Entry, stop, target, size and leverage; present exactly when the action is BUY or SELL.
    package var plan: TradePlan? { fields.value.plan }
    /// One or two sentences for a person; at most ``longestReasoning`` characters; no program reads it.
    package var reasoning: String { fields.value.reasoning }
    /// The view per channel: one for a model's answer, up to two after fusion.
    package var views: ChannelViews { fields.value.views }
    package var riskLevel: RiskLevel { fields.value.riskLevel }
    package var riskScore: Percent { fields.value.riskScore }
    /// Slots whose answers went in, sorted, such as `["deepseek", "qwen"]`.
    package var sources: [String] { fields.value.sources }
    /// Event time of the cycle that asked.
    package var time: Timestamp { fields.value.time }

    package static let longestReasoning = 600

    /// - Throws: ``ValueError`` when a BUY or SELL has no plan, a HOLD has one, or the reasoning is too long.
    package init(
        symbol: Symbol,
        action: TradingAction,
        confidence: Percent,
        plan: TradePlan?,
        reasoning: String,
        views: ChannelViews,
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
        fields = Boxed(
            Fields(
                symbol: symbol,
                action: action,
                confidence: confidence,
                plan: plan,
                reasoning: reasoning,
                views: views,
                riskLevel: riskLevel,
                riskScore: riskScore,
                sources: sources,
                time: time
            )
        )
    }

    /// BUY +confidence, SELL −confidence, HOLD 0; range −100 ... 100.
    package var signedConfidence: Int { fields.value.action.sign * fields.value.confidence.value }
}
