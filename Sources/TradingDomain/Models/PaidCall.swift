/// One call to a model: what it cost and how long it took.
public struct PaidCall: Hashable, Sendable {
    /// Event time of the cycle that asked.
    public let time: Timestamp
    public let channel: Channel
    /// 1e-9 USD; the reservation of a call that never came back.
    public let cost_nanoUSD: Int64
    /// Wall time; `nil` where it was not measured.
    public let duration_ms: Int64?
    public let promptTokens: Int
    /// Of them, those that the provider's prompt cache had.
    public let cachedTokens: Int
    public let completionTokens: Int
    /// An ``AbstentionCause``; `nil` when a reply came.
    public let failure: String?

    public init(
        time: Timestamp,
        channel: Channel,
        cost_nanoUSD: Int64,
        duration_ms: Int64?,
        promptTokens: Int,
        cachedTokens: Int,
        completionTokens: Int,
        failure: String?
    ) {
        self.time = time
        self.channel = channel
        self.cost_nanoUSD = cost_nanoUSD
        self.duration_ms = duration_ms
        self.promptTokens = promptTokens
        self.cachedTokens = cachedTokens
        self.completionTokens = completionTokens
        self.failure = failure
    }
}
