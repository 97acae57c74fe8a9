package import ModelAgent
package import TradingDomain

/// A slot whose simulated model is asked through the agents' own stage, so that every call is made, counted and priced.
package struct CostedModel: Sendable {
    package let settings: AgentSettings
    /// Counts tokens as the provider's models do.
    package let tokenizer: Tokenizer
    /// The provider bills a known prefix at the price of a cache hit.
    package var hasPrefixCache = true
    /// Tokens that an answer has at least for each symbol: real models are wordier than simulated ones.
    package var replyTokensPerSymbol = 0
    /// Cycles before it are run and not billed.
    package var billedSince: Timestamp?

    /// - Parameters:
    ///   - settings: metered; the agent's of a run with a key.
    ///   - tokenizer: the model's.
    package init(settings: AgentSettings, tokenizer: Tokenizer) {
        self.settings = settings
        self.tokenizer = tokenizer
    }
}
