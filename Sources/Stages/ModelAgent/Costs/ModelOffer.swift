package import TradingDomain

/// A model that an agent may ask, with what is known of its price.
package struct ModelOffer: Hashable, Sendable {
    /// The provider's name of it.
    package let name: String
    /// `nil` when the model table does not have it.
    package let card: ModelCard?
    /// Reserved for a call of a model without a card, in 1e-9 US dollars.
    package let unknown_nanoUSD: Int64

    package init(name: String, card: ModelCard?, unknown_nanoUSD: Int64 = 20_000_000) {
        self.name = name
        self.card = card
        self.unknown_nanoUSD = unknown_nanoUSD
    }

    /// The dearest that a call can get, in 1e-9 US dollars.
    func reservation(_ prompt: PromptText, maximumReplyTokens: Int, at time: Timestamp) -> Int64 {
        let bytes =
            prompt.system.utf8.count + prompt.user.utf8.count + DecisionTool.parametersJSON.utf8.count
            + DecisionTool.description.utf8.count
        return card?.reservation(promptBytes: bytes, maximumReplyTokens: maximumReplyTokens, at: time)
            ?? unknown_nanoUSD
    }

    /// About what one symbol of a question costs, its share of the rules not counted: what skipping it saves.
    func estimate(_ channel: Channel, at time: Timestamp) -> Int64 {
        let tokens = TokenUsage(
            promptTokens: channel == .entry ? 900 : 450,
            cachedTokens: 0,
            completionTokens: 120
        )
        return tokens.flatMap { usage in card?.cost(of: usage, at: time) } ?? 0
    }
}
