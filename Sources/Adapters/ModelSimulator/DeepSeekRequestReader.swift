import JSONText

/// Checks a request as DeepSeek does: syntax 400, shape 422, rules 400, each in its words.
struct DeepSeekRequestReader {
    /// Every member that the V4 contract names. Others are refused, so that a slip of our client shows.
    private static let knownMembers: Set<String> = [
        "model", "messages", "thinking", "reasoning_effort", "max_tokens", "response_format", "temperature", "top_p",
        "frequency_penalty", "presence_penalty", "stop", "stream", "stream_options", "tools", "tool_choice", "logprobs",
        "top_logprobs", "user_id",
    ]

    let settings: SimulatorSettings

    func read(_ bytes: [UInt8], isBeta: Bool, requestID: String) throws(SimulatedRefusal) -> SimulatedQuestion {
        let body: JSONValue
        do {
            body = try JSONReader.read(bytes)
        } catch {
            throw .deepSeek(400, "Failed to parse the request body as JSON: \(error)")
        }
        guard let members = body.members else { throw shape("invalid type: \(body.kind), expected struct", bytes) }
        if let unknown = members.first(where: { !Self.knownMembers.contains($0.key) }) {
            throw shape("unknown field `\(unknown.key)`", bytes)
        }
        guard let model = body["model"]?.string else { throw shape("missing field `model`", bytes) }
        var question = SimulatedQuestion(
            dialect: .deepSeek(isBeta: isBeta),
            model: try served(model),
            requestID: requestID
        )
        if let problem = question.readMessages(body["messages"]) { throw shape(problem, bytes) }
        if let problem = question.readTools(body["tools"], choice: body["tool_choice"]) {
            throw .deepSeek(400, problem)
        }
        question.thinks = try thinks(body["thinking"], bytes)
        if question.thinks, question.toolChoice.isForced {
            throw .deepSeek(400, "Thinking mode does not support this tool_choice")
        }
        if isBeta, let problem = StrictToolSchema.problem(in: body["tools"]) { throw .deepSeek(400, problem) }
        try readFormat(body["response_format"], into: &question)
        try checkNumbers(body, bytes)
        question.maximumTokens = body["max_tokens"]?.integer.flatMap { Int(exactly: $0) }
        question.streams = body["stream"]?.bool ?? false
        question.includesUsage = body["stream_options"]?["include_usage"]?.bool ?? false
        if let scope = body["user_id"], !scope.isNull {
            guard let text = scope.string, SimulatedQuestion.isIdentifier(text, upTo: 512) else {
                throw .deepSeek(400, "Invalid user_id: it must match ^[a-zA-Z0-9_-]{1,512}$")
            }
            question.cacheScope = text
        }
        return question
    }

    private func served(_ model: String) throws(SimulatedRefusal) -> String {
        switch SimulatedModels.deepSeek(model) {
        case .served: return model
        case .retired(let successor) where settings.routesRetiredModels: return successor
        case .retired, .unknown: throw .deepSeek(400, "Model Not Exist")
        }
    }

    private func thinks(_ thinking: JSONValue?, _ bytes: [UInt8]) throws(SimulatedRefusal) -> Bool {
        switch thinking {
        case nil, .null: return true
        case .some(let thinking):
            switch thinking["type"]?.string {
            case "enabled": return true
            case "disabled": return false
            case let other:
                throw shape(
                    "thinking.type: unknown variant `\(other ?? "")`, expected `enabled` or `disabled`",
                    bytes
                )
            }
        }
    }

    private func readFormat(
        _ format: JSONValue?,
        into question: inout SimulatedQuestion
    ) throws(SimulatedRefusal) {
        switch format?["type"]?.string {
        case nil, "text": question.format = .text
        case "json_object":
            question.format = .jsonObject
            guard question.mentionsJSON else {
                throw .deepSeek(
                    400,
                    "Prompt must contain the word 'json' in some form to use 'response_format' of type 'json_object'."
                )
            }
        default: throw .deepSeek(400, "This response_format type is unavailable now")
        }
    }

    private func checkNumbers(_ body: JSONValue, _ bytes: [UInt8]) throws(SimulatedRefusal) {
        let limits: [(String, ClosedRange<Double>)] = [
            ("temperature", 0...2), ("top_p", 0...1), ("max_tokens", 1...393_216), ("top_logprobs", 0...20),
        ]
        for (name, range) in limits {
            guard let value = body[name], !value.isNull else { continue }
            guard let number = value.double else { throw shape("\(name): invalid type: \(value.kind)", bytes) }
            guard range.contains(number) else {
                throw .deepSeek(
                    400,
                    "Invalid \(name) value, the valid range of \(name) is [\(range.lowerBound), \(range.upperBound)]"
                )
            }
        }
    }

    private func shape(_ problem: String, _ bytes: [UInt8]) -> SimulatedRefusal {
        .deepSeek(
            422,
            "Failed to deserialize the JSON body into the target type: \(problem) at line 1 column \(bytes.count)"
        )
    }
}
