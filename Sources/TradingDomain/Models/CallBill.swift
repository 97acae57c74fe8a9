/// What one call of an agent cost, without its words.
package struct CallBill: Hashable, Sendable {
    package let cycle: CycleID
    package let channel: Channel
    package let isRepair: Bool
    package let model: String
    /// No real model answered: the cost is what list prices would make of it, and nothing was paid.
    package let isSimulated: Bool
    /// What was asked about, sorted; empty in old files.
    package let symbols: [Symbol]
    /// 1e-9 USD: the bill, or the reservation of a call that never came back.
    package let cost_nanoUSD: Int64
    /// The call has ended.
    package let isSettled: Bool
    package let promptTokens: Int
    package let cachedTokens: Int
    package let replyTokens: Int
    /// An ``AbstentionCause``; `nil` when a reply came.
    package let failure: String?
    /// Why it went to this model; `nil` when there was one alone.
    package let choice: ModelChoice?

    package init(
        cycle: CycleID,
        channel: Channel,
        isRepair: Bool,
        model: String,
        isSimulated: Bool,
        symbols: [Symbol],
        cost_nanoUSD: Int64,
        isSettled: Bool,
        promptTokens: Int,
        cachedTokens: Int,
        replyTokens: Int,
        failure: String?,
        choice: ModelChoice? = nil
    ) {
        self.cycle = cycle
        self.channel = channel
        self.isRepair = isRepair
        self.model = model
        self.isSimulated = isSimulated
        self.symbols = symbols
        self.cost_nanoUSD = cost_nanoUSD
        self.isSettled = isSettled
        self.promptTokens = promptTokens
        self.cachedTokens = cachedTokens
        self.replyTokens = replyTokens
        self.failure = failure
        self.choice = choice
    }
}

/// What was not asked of one question, and what that saved.
package struct UnaskedBill: Hashable, Sendable {
    package let cycle: CycleID
    package let channel: Channel
    /// Nothing to decide.
    package let quiet: [Symbol]
    /// A reply to the same numbers stood.
    package let cached: [Symbol]
    /// No call could be paid for: the rules answered.
    package let ruled: [Symbol]
    /// How far the agent had cut down, such as `skip_quiet`.
    package let step: String
    /// About, in 1e-9 USD, for quiet and cached together.
    package let saved_nanoUSD: Int64

    package init(
        cycle: CycleID,
        channel: Channel,
        quiet: [Symbol],
        cached: [Symbol],
        ruled: [Symbol],
        step: String,
        saved_nanoUSD: Int64
    ) {
        self.cycle = cycle
        self.channel = channel
        self.quiet = quiet
        self.cached = cached
        self.ruled = ruled
        self.step = step
        self.saved_nanoUSD = saved_nanoUSD
    }
}
