import JSONText

/// A request that the provider would answer, whatever protocol it came in.
struct SimulatedQuestion {
    enum ToolChoice: Hashable {
        case none
        case auto
        case required
        case named(String)

        /// The choice forces a call.
        var isForced: Bool {
            switch self {
            case .none, .auto: false
            case .required, .named: true
            }
        }
    }

    enum Format: Hashable {
        case text
        case jsonObject
    }

    var dialect: SimulatedDialect
    var model: String
    var systemPrompt = ""
    var userPrompt = ""
    var toolNames: [String] = []
    /// The tools as text, which is the first part of the prompt that a model reads.
    var toolText: [UInt8] = []
    var toolChoice = ToolChoice.none
    var format = Format.text
    var thinks = false
    /// Tokens that thinking and answer may have together.
    var maximumTokens: Int?
    var streams = false
    var includesUsage = false
    /// DashScope's own stream: each event holds the new part (`true`) or the whole text so far.
    var isIncremental = false
    /// DashScope's own reply: choices with messages (`true`) or a bare text.
    var wantsMessage = true
    var cacheScope = ""
    /// The request's name, from its bytes.
    var requestID: String

    /// What the model is to call, or `nil` when it is to write text.
    var calledTool: String? {
        switch toolChoice {
        case .none: nil
        case .auto, .required: toolNames.first
        case .named(let name): name
        }
    }

    var promptBytes: [UInt8] { toolText + Array(systemPrompt.utf8) + Array(userPrompt.utf8) }

    /// The providers' rule for JSON mode: the prompt must say so.
    var mentionsJSON: Bool {
        let text = (systemPrompt + userPrompt).lowercased()
        return text.contains("json")
    }
}

extension SimulatedQuestion {
    /// Takes the prompts out of `messages`.
    ///
    /// - Parameter messages: the member as sent.
    /// - Returns: `nil` when all is well, else what is wrong with them, in words.
    mutating func readMessages(_ messages: JSONValue?) -> String? {
        guard let messages = messages?.array else { return "missing field `messages`" }
        guard !messages.isEmpty else { return "Empty input messages" }
        for (index, message) in messages.enumerated() {
            guard let role = message["role"]?.string else { return "messages[\(index)]: missing field `role`" }
            let text: String
            switch message["content"] {
            case .string(let content): text = content
            case .array(let parts): text = parts.compactMap { $0["text"]?.string }.joined()
            case .null where role == "assistant", nil where role == "assistant": text = ""
            default: return "messages[\(index)]: missing field `content`"
            }
            switch role {
            case "system": systemPrompt += systemPrompt.isEmpty ? text : "\n\n\(text)"
            case "tool" where message["tool_call_id"]?.string == nil:
                return "messages[\(index)]: missing field `tool_call_id`"
            case "user", "assistant", "tool": userPrompt += userPrompt.isEmpty ? text : "\n\n\(text)"
            default:
                return "messages[\(index)].role: unknown variant `\(role)`, "
                    + "expected one of `system`, `user`, `assistant`, `tool`"
            }
        }
        return nil
    }

    /// Takes tools and tool choice.
    ///
    /// - Parameters:
    ///   - tools: the member as sent.
    ///   - choice: the member as sent.
    /// - Returns: `nil` when all is well, else what is wrong with them, in words.
    mutating func readTools(_ tools: JSONValue?, choice: JSONValue?) -> String? {
        if let tools, !tools.isNull {
            guard let values = tools.array, (1...128).contains(values.count) else {
                return "tools must be a list of 1 to 128 functions"
            }
            for (index, tool) in values.enumerated() {
                guard tool["type"]?.string == "function", let name = tool["function"]?["name"]?.string else {
                    return "tools[\(index)]: missing field `function`"
                }
                guard Self.isIdentifier(name, upTo: 64) else {
                    return "Invalid 'tools[\(index)].function.name': string does not match pattern. "
                        + "Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'."
                }
                toolNames.append(name)
            }
            var writer = JSONWriter(reserving: 2048)
            writer.value(tools)
            toolText = writer.bytes
        }
        switch choice {
        case nil, .null: toolChoice = toolNames.isEmpty ? .none : .auto
        case .string("none"): toolChoice = .none
        case .string("auto"): toolChoice = .auto
        case .string("required"): toolChoice = .required
        case .some(let choice):
            guard choice["type"]?.string == "function", let name = choice["function"]?["name"]?.string else {
                return "tool_choice: data did not match any variant of untagged enum ChatCompletionToolChoice"
            }
            guard toolNames.contains(name) else {
                return "tool_choice names the function \(name), which is not among the tools"
            }
            toolChoice = .named(name)
        }
        if toolChoice.isForced, toolNames.isEmpty { return "tool_choice is only allowed when tools are specified" }
        return nil
    }

    static func isIdentifier(_ text: String, upTo limit: Int) -> Bool {
        (1...limit).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                return isLetter || isDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            }
    }
}
