/// What is known of one model: how it is asked, how far its knowledge reaches, what it costs.
public struct ModelCard: Hashable, Sendable {
    /// The prices for prompts up to a size.
    public struct Bracket: Hashable, Sendable {
        /// The largest prompt in tokens, or `nil` for all larger ones.
        public let upToPromptTokens: Int?
        public let price: ModelPrice
        /// The price in peak hours, or `nil` when it is the same.
        public let peakPrice: ModelPrice?

        public init(upToPromptTokens: Int? = nil, price: ModelPrice, peakPrice: ModelPrice? = nil) {
            self.upToPromptTokens = upToPromptTokens
            self.price = price
            self.peakPrice = peakPrice
        }
    }

    /// The provider's name of the model.
    public let name: String
    /// Older names that the provider routes to it.
    public let aliases: [String]
    /// The protocol to ask it in unless told otherwise.
    public let dialect: ModelDialect
    public let capabilities: ModelCapabilities
    /// The first moment that the model has read nothing of; `nil` when no page states it. A result before it proves
    /// little: the model may remember the market.
    public let knowledgeEnd: Timestamp?
    /// From when on the provider no longer serves it; `nil` while it does.
    public let retired: Timestamp?
    /// Tokens of prompt and answer together.
    public let contextTokens: Int
    /// By rising size; the last one has no limit.
    public let brackets: [Bracket]
    public let peakHours: PeakHours?

    public init(
        name: String,
        aliases: [String] = [],
        dialect: ModelDialect,
        capabilities: ModelCapabilities? = nil,
        knowledgeEnd: Timestamp? = nil,
        retired: Timestamp? = nil,
        contextTokens: Int,
        brackets: [Bracket],
        peakHours: PeakHours? = nil
    ) {
        self.name = name
        self.aliases = aliases
        self.dialect = dialect
        self.capabilities = capabilities ?? .standard(dialect)
        self.retired = retired
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
    public func price(promptTokens: Int, at time: Timestamp) -> ModelPrice? {
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
    public func cost(of usage: TokenUsage, at time: Timestamp) -> Int64 {
        price(promptTokens: usage.promptTokens, at: time)?.cost(of: usage) ?? 0
    }

    /// The most that a call is expected to cost, to set aside before it is made: no cache hit, the whole answer used,
    /// and two tokens for every three bytes of the prompt. English has three and a half bytes a token; what is all numbers has
    /// two with DeepSeek and a half more than one with Qwen, which takes each digit for a token.
    ///
    /// - Parameters:
    ///   - promptBytes: of system and user text and the tool.
    ///   - maximumReplyTokens: what the answer may have.
    ///   - time: the moment of the call.
    /// - Returns: 1e-9 USD, rounded up.
    public func reservation(promptBytes: Int, maximumReplyTokens: Int, at time: Timestamp) -> Int64 {
        let usage = TokenUsage(
            promptTokens: promptBytes * 2 / 3 + 256,
            cachedTokens: 0,
            completionTokens: maximumReplyTokens
        )
        return usage.map { cost(of: $0, at: time) } ?? 0
    }

    /// What is wrong with the card, each as one line.
    var problems: [String] {
        var problems: [String] = []
        if !(1...128).contains(name.utf8.count) { problems.append("a model's name has 1 to 128 bytes") }
        if !(1000...100_000_000).contains(contextTokens) {
            problems.append("\(name): context_tokens was \(contextTokens), allowed is 1000 to 100000000")
        }
        let limits = brackets.dropLast().map { $0.upToPromptTokens ?? 0 }
        if brackets.isEmpty || brackets.last?.upToPromptTokens != nil {
            problems.append("\(name): the last price has no up_to_prompt_tokens")
        }
        if zip(limits, limits.dropFirst()).contains(where: { $0 >= $1 }) || limits.contains(where: { $0 < 1 }) {
            problems.append("\(name): prices stand by rising up_to_prompt_tokens")
        }
        for bracket in brackets where (bracket.peakPrice == nil) != (peakHours == nil) {
            problems.append("\(name): peak_hours_utc and peak prices belong together")
        }
        if capabilities.answerForm == .jsonSchema, dialect == .deepSeek {
            problems.append("\(name): DeepSeek refuses json_schema; use tool or json_object")
        }
        return problems
    }
}
