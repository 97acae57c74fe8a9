/// One call to a model: what it cost and how long it took.
package struct PaidCall: Hashable, Sendable {
    /// Event time of the cycle that asked.
    package let time: Timestamp
    package let channel: Channel
    /// 1e-9 USD; the reservation of a call that never came back.
    package let cost_nanoUSD: Int64
    /// Wall time; `nil` where it was not measured.
    package let duration_ms: Int64?
    package let promptTokens: Int
    /// Of them, those that the provider's prompt cache had.
    package let cachedTokens: Int
    package let completionTokens: Int
    /// An ``AbstentionCause``; `nil` when a reply came.
    package let failure: String?

    package init(
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
