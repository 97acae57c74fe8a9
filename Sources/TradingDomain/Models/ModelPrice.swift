/// What a model's tokens cost.
///
/// Unit: 1e-12 USD per token, which is the price in micro-USD per million tokens, so that every listed price is a
/// whole number: 0.0028 USD per million is 2800.
public struct ModelPrice: Hashable, Sendable {
    /// A prompt token that the provider found in its cache.
    public let cacheHit: Int64
    /// A prompt token that it did not.
    public let cacheMiss: Int64
    /// A token of the answer, reasoning included.
    public let output: Int64

    public init(cacheHit: Int64, cacheMiss: Int64, output: Int64) {
        self.cacheHit = cacheHit
        self.cacheMiss = cacheMiss
        self.output = output
    }

    /// The cost of a call, `hit * p_hit + miss * p_miss + out * p_out`.
    ///
    /// - Parameter usage: the tokens as the provider counted them.
    /// - Returns: 1e-9 USD, rounded up.
    public func cost(of usage: TokenUsage) -> Int64 {
        let total =
            Int64(usage.cachedTokens) * cacheHit + Int64(usage.missedTokens) * cacheMiss
            + Int64(usage.completionTokens) * output
        return (total + 999) / 1000
    }
}
