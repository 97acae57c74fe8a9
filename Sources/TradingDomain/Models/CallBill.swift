/// What one call of an agent cost, without its words.
public struct CallBill: Hashable, Sendable {
    public let cycle: CycleID
    public let channel: Channel
    public let isRepair: Bool
    public let model: String
    /// No real model answered: the cost is what list prices would make of it, and nothing was paid.
    public let isSimulated: Bool
    /// What was asked about, sorted; empty in old files.
    public let symbols: [Symbol]
    /// 1e-9 USD: the bill, or the reservation of a call that never came back.
    public let cost_nanoUSD: Int64
    /// The call has ended.
    public let isSettled: Bool
    public let promptTokens: Int
    public let cachedTokens: Int
    public let replyTokens: Int
    /// An ``AbstentionCause``; `nil` when a reply came.
    public let failure: String?
    /// Why it went to this model; `nil` when there was one alone.
    public let choice: ModelChoice?

    public init(
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
public struct UnaskedBill: Hashable, Sendable {
    public let cycle: CycleID
    public let channel: Channel
    /// Nothing to decide.
    public let quiet: [Symbol]
    /// A reply to the same numbers stood.
    public let cached: [Symbol]
    /// No call could be paid for: the rules answered.
    public let ruled: [Symbol]
    /// How far the agent had cut down, such as `skip_quiet`.
    public let step: String
    /// About, in 1e-9 USD, for quiet and cached together.
    public let saved_nanoUSD: Int64

    public init(
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
