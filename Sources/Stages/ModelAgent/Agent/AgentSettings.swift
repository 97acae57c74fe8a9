package import TradingDomain

/// What one agent is.
package struct AgentSettings: Hashable, Sendable {
    /// Whose vote its answers are, such as `qwen`.
    package let slot: String
    /// The provider's name of the model.
    package let model: String
    package let template: PromptTemplate
    package let limits: ReplyLimits
    /// Reserved for each call, in 1e-9 US dollars: the dearest it can get.
    package let reservation_nanoUSD: Int64
    /// Spent on one day of event time at most, in 1e-9 US dollars.
    package let dailyBudget_nanoUSD: Int64

    /// A million US dollars: more is a slip of the unit.
    package static let most_nanoUSD: Int64 = 1_000_000_000_000_000

    /// - Parameters:
    ///   - slot: 1 to 40 bytes.
    ///   - model: the provider's name of the model.
    ///   - template: the prompts.
    ///   - limits: what replies are held to.
    ///   - reservation_nanoUSD: 0 to ``most_nanoUSD``.
    ///   - dailyBudget_nanoUSD: 0 to ``most_nanoUSD``.
    /// - Throws: ``TradingDomain/InvalidSettings`` with all problems.
    package init(
        slot: String,
        model: String,
        template: PromptTemplate = .english,
        limits: ReplyLimits = ReplyLimits(),
        reservation_nanoUSD: Int64,
        dailyBudget_nanoUSD: Int64
    ) throws(InvalidSettings) {
        var problems: [String] = []
        if !(1...40).contains(slot.utf8.count) {
            problems.append("slot '\(slot.prefix(60))' has no name of 1 to 40 bytes")
        }
        if model.isEmpty { problems.append("model is empty: name one of the provider's") }
        if !(0...Self.most_nanoUSD).contains(reservation_nanoUSD) {
            problems.append("reservation was \(reservation_nanoUSD) nano-USD, allowed is 0 to \(Self.most_nanoUSD)")
        }
        if !(0...Self.most_nanoUSD).contains(dailyBudget_nanoUSD) {
            problems.append("daily budget was \(dailyBudget_nanoUSD) nano-USD, allowed is 0 to \(Self.most_nanoUSD)")
        }
        guard problems.isEmpty else { throw InvalidSettings(what: "agent", problems: problems) }
        self.slot = slot
        self.model = model
        self.template = template
        self.limits = limits
        self.reservation_nanoUSD = reservation_nanoUSD
        self.dailyBudget_nanoUSD = dailyBudget_nanoUSD
    }
}
