package import Ports
package import TradingDomain

/// What is known of one model: how it is asked, how far its knowledge reaches, what it costs.
package struct ModelCard: Hashable, Sendable {
    /// The prices for prompts up to a size.
    package struct Bracket: Hashable, Sendable {
        /// The largest prompt in tokens, or `nil` for all larger ones.
        package let upToPromptTokens: Int?
        package let price: ModelPrice
        /// The price in peak hours, or `nil` when it is the same.
        package let peakPrice: ModelPrice?

        package init(upToPromptTokens: Int? = nil, price: ModelPrice, peakPrice: ModelPrice? = nil) {
            self.upToPromptTokens = upToPromptTokens
            self.price = price
            self.peakPrice = peakPrice
        }
    }

    /// The provider's name of the model.
    package let name: String
    /// The protocol to ask it in unless told otherwise.
    package let dialect: ModelDialect
    /// The first moment that the model has read nothing of; `nil` when no page states it. A result before it proves
    /// little: the model may remember the market.
    package let knowledgeEnd: Timestamp?
    /// Tokens of prompt and answer together.
    package let contextTokens: Int
    /// By rising size; the last one has no limit.
    package let brackets: [Bracket]
    package let peakHours: PeakHours?

    package init(
        name: String,
        dialect: ModelDialect,
        knowledgeEnd: Timestamp? = nil,
        contextTokens: Int,
        brackets: [Bracket],
        peakHours: PeakHours? = nil
    ) {
        self.name = name
        self.dialect = dialect
        self.knowledgeEnd = knowledgeEnd
        self.contextTokens = contextTokens
        self.brackets = brackets
        self.peakHours = peakHours
    }

    /// The price of a call.
    ///
    /// - Parameters:
    ///   - promptTokens: the whole prompt's size, which chooses the bracket.
    ///   - time: the moment of the call, which chooses peak or off-peak.
    /// - Returns: `nil` only for a card without brackets.
    package func price(promptTokens: Int, at time: Timestamp) -> ModelPrice? {
        let bracket = brackets.first { promptTokens <= $0.upToPromptTokens ?? .max }
        guard let bracket = bracket ?? brackets.last else { return nil }
        return peakHours?.contains(time) == true ? bracket.peakPrice ?? bracket.price : bracket.price
    }

    /// What a call cost.
    ///
    /// - Parameters:
    ///   - usage: the tokens as the provider counted them.
    ///   - time: the moment of the call.
    /// - Returns: 1e-9 USD, rounded up.
    package func cost(of usage: ChatUsage, at time: Timestamp) -> Int64 {
        price(promptTokens: usage.promptTokens, at: time)?.cost(of: usage) ?? 0
    }

    /// The most that a call is expected to cost, to set aside before it is made: no cache hit, the whole answer used,
    /// and one token for every two bytes of the prompt, where English has four and digits about three.
    ///
    /// - Parameters:
    ///   - request: the question to be asked.
    ///   - time: the moment of the call.
    /// - Returns: 1e-9 USD, rounded up.
    package func reservation(for request: ChatRequest, at time: Timestamp) -> Int64 {
        let bytes =
            request.system.utf8.count + request.user.utf8.count + request.tool.description.utf8.count
            + request.tool.parametersJSON.utf8.count
        let usage = ChatUsage(
            promptTokens: bytes / 2 + 256,
            cachedTokens: 0,
            completionTokens: request.maximumReplyTokens
        )
        return usage.map { cost(of: $0, at: time) } ?? 0
    }
}
