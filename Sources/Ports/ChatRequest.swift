package import TradingDomain

/// One stateless question to a model. No history is ever sent: replayed histories are a known source of 400s.
package struct ChatRequest: Hashable, Sendable {
    /// Bytes of system and user prompt together, before a provider's token limit is anywhere near.
    package static let maximumPromptBytes = 512 * 1024
    package static let maximumDeadline_ms = 600_000

    /// The provider's name of the model, such as `deepseek-flash`.
    package let model: String
    /// Rules and schema: the part that stays the same from call to call.
    package let system: String
    /// The market's numbers, the changing part last.
    package let user: String
    package let tool: ToolSchema
    /// Tokens the answer may have, 1...393216.
    package let maximumReplyTokens: Int
    /// Milliseconds from the call to the last byte of the reply, 1...600000. Blank keep-alive lines do not extend it.
    package let deadline_ms: Int
    /// Separates prompt caches and rate limits of different desks: 1...512 of `A-Z a-z 0-9 _ -`, or `nil` for none.
    package let cacheScope: String?
    /// How the model wants to be asked; `nil` is what holds for the protocol.
    package let capabilities: ModelCapabilities?

    /// - Parameters:
    ///   - model: the provider's name of the model.
    ///   - system: rules and schema.
    ///   - user: the market's numbers.
    ///   - tool: the function that the model must call.
    ///   - maximumReplyTokens: 1...393216.
    ///   - deadline_ms: 1...600000.
    ///   - cacheScope: 1...512 of `A-Z a-z 0-9 _ -`, or `nil`.
    ///   - capabilities: from the model's card.
    /// - Throws: ``ChatRequestError`` with every field that is out of its range.
    package init(
        model: String,
        system: String,
        user: String,
        tool: ToolSchema,
        maximumReplyTokens: Int,
        deadline_ms: Int,
        cacheScope: String? = nil,
        capabilities: ModelCapabilities? = nil
    ) throws(ChatRequestError) {
        var problems: [String] = []
        if model.isEmpty || model.utf8.count > 128 {
            problems.append("model name has \(model.utf8.count) bytes; 1 to 128 are allowed")
        }
        let promptBytes = system.utf8.count + user.utf8.count
        if promptBytes == 0 || promptBytes > Self.maximumPromptBytes {
            problems.append("prompt has \(promptBytes) bytes; 1 to \(Self.maximumPromptBytes) are allowed")
        }
        if !Self.isIdentifier(tool.name, upTo: 64) {
            problems.append("tool name '\(tool.name.prefix(64))' must be 1 to 64 of A-Z a-z 0-9 _ -")
        }
        if !(1...393_216).contains(maximumReplyTokens) {
            problems.append("maximum reply tokens was \(maximumReplyTokens); 1 to 393216 are allowed")
        }
        if !(1...Self.maximumDeadline_ms).contains(deadline_ms) {
            problems.append("deadline was \(deadline_ms) ms; 1 to \(Self.maximumDeadline_ms) are allowed")
        }
        if let cacheScope, !Self.isIdentifier(cacheScope, upTo: 512) {
            problems.append("cache scope '\(cacheScope.prefix(64))' must be 1 to 512 of A-Z a-z 0-9 _ -")
        }
        guard problems.isEmpty else { throw ChatRequestError(problems: problems) }
        self.model = model
        self.system = system
        self.user = user
        self.tool = tool
        self.maximumReplyTokens = maximumReplyTokens
        self.deadline_ms = deadline_ms
        self.cacheScope = cacheScope
        self.capabilities = capabilities
    }

    private static func isIdentifier(_ text: String, upTo limit: Int) -> Bool {
        (1...limit).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

/// Every reason why a request could not be made.
package struct ChatRequestError: Error, Hashable, Sendable, CustomStringConvertible {
    package let problems: [String]

    package var description: String { problems.joined(separator: "; ") }
}
