package import TradingDomain

/// What one agent is.
package struct AgentSettings: Hashable, Sendable {
    /// Whose vote its answers are, such as `qwen`.
    package let slot: String
    /// What is asked unless the question is urgent.
    package let model: ModelOffer
    /// What is asked about the urgent; `nil` is the same one.
    package let strongModel: ModelOffer?
    package let template: PromptTemplate
    /// What replies are held to.
    package let limits: ReplyLimits
    package let budget: BudgetLimits
    /// Calls cost real money; without it no budget binds and nothing is cut down.
    package let isMetered: Bool
    package let savings: CostSavings
    /// A refused reply is asked for once more, with the reasons.
    package let repairs: Bool
    /// Questions hide which market they are about, and when; see ``MarketMask``.
    package var isMasked = false
    /// What was answered to the same question with another account answers it too: a run is repeated under other
    /// rules, and its account differs. Always so in ``CallMode/replay``.
    package var ignoresAccount = false

    /// - Parameters:
    ///   - slot: 1 to 40 bytes.
    ///   - model: what is asked.
    ///   - strongModel: for the urgent.
    ///   - template: the prompts.
    ///   - limits: what replies are held to.
    ///   - budget: what may be spent.
    ///   - isMetered: whether calls cost real money.
    ///   - savings: what is done to pay less.
    ///   - repairs: whether a refused reply is asked for once more.
    /// - Throws: ``TradingDomain/InvalidSettings`` with all problems.
    package init(
        slot: String,
        model: ModelOffer,
        strongModel: ModelOffer? = nil,
        template: PromptTemplate = .english,
        limits: ReplyLimits = ReplyLimits(),
        budget: BudgetLimits = .unlimited,
        isMetered: Bool = true,
        savings: CostSavings = CostSavings(),
        repairs: Bool = true
    ) throws(InvalidSettings) {
        var problems: [String] = []
        if !(1...40).contains(slot.utf8.count) {
            problems.append("slot '\(slot.prefix(60))' has no name of 1 to 40 bytes")
        }
        if model.name.isEmpty { problems.append("model is empty: name one of the provider's") }
        if !(1...PromptText.mostSymbols).contains(savings.symbolsPerCall) {
            problems.append("symbols per call was \(savings.symbolsPerCall), allowed is 1 to \(PromptText.mostSymbols)")
        }
        guard problems.isEmpty else { throw InvalidSettings(what: "agent", problems: problems) }
        self.slot = slot
        self.model = model
        self.strongModel = strongModel
        self.template = template
        self.limits = limits
        self.budget = budget
        self.isMetered = isMetered
        self.savings = savings
        self.repairs = repairs
    }
}
