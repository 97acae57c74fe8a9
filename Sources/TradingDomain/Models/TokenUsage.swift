/// The tokens of one call, as the provider counted and will bill them.
public struct TokenUsage: Hashable, Sendable {
    /// All tokens of the prompt, 0 or more.
    public let promptTokens: Int
    /// Of these, the ones found in the provider's cache, 0...promptTokens.
    public let cachedTokens: Int
    /// Tokens of the answer, reasoning included, 0 or more.
    public let completionTokens: Int

    /// `nil` for a count below 0 or above 2^40, and for more cached tokens than were sent.
    ///
    /// - Parameters:
    ///   - promptTokens: all tokens of the prompt.
    ///   - cachedTokens: of these, the ones found in the cache.
    ///   - completionTokens: tokens of the answer.
    public init?(promptTokens: Int, cachedTokens: Int, completionTokens: Int) {
        let countable = 0...(1 << 40)
        guard countable.contains(promptTokens), countable.contains(completionTokens),
            (0...promptTokens).contains(cachedTokens)
        else { return nil }
        self.promptTokens = promptTokens
        self.cachedTokens = cachedTokens
        self.completionTokens = completionTokens
    }

    /// Tokens billed at the full input price.
    public var missedTokens: Int { promptTokens - cachedTokens }
}
