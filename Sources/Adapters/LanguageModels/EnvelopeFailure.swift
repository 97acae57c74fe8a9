package import JSONText

/// Why an answer with HTTP 200 holds no call of our tool.
package enum EnvelopeFailure: Error, Hashable, Sendable {
    /// Nothing but blank lines: the gateway closed while the call was queued.
    case emptyBody
    case notJSON(JSONReadingError)
    /// JSON, but not in the shape of the protocol.
    case malformed(String)
    case errorInside(code: String, message: String)
    case noChoices
    case severalChoices(Int)
    /// The token limit was reached; with thinking on it may have eaten all of it.
    case cutAtLimit(byThinking: Bool)
    case filtered
    /// The provider stopped half way.
    case interrupted(finishReason: String)
    /// A finish reason that no page names; nothing is known about such an answer.
    case unknownFinish(String)
    /// `content` is the first 200 characters of what came instead, for the record only.
    case noToolCall(finishReason: String, content: String)
    /// Which of several would be a guess, even among equal ones.
    case severalToolCalls(Int)
    case wrongTool(String)
    case argumentsNotText(kind: String)
}

extension EnvelopeFailure {
    /// The same question may be asked once more: the provider broke off, the model did not misbehave.
    package var isRetryable: Bool {
        switch self {
        case .emptyBody, .errorInside, .noChoices, .interrupted, .notJSON: true
        case .malformed, .severalChoices, .cutAtLimit, .filtered, .unknownFinish, .noToolCall, .severalToolCalls,
            .wrongTool, .argumentsNotText:
            false
        }
    }

    /// A stable word for records and metrics, such as `no_tool_call`.
    package var code: String {
        switch self {
        case .emptyBody: "empty_body"
        case .notJSON(.duplicateKey): "duplicate_key"
        case .notJSON: "not_json"
        case .malformed: "malformed_body"
        case .errorInside: "error_inside"
        case .noChoices: "no_choices"
        case .severalChoices: "several_choices"
        case .cutAtLimit(byThinking: true): "thinking_ate_budget"
        case .cutAtLimit(byThinking: false): "cut_at_limit"
        case .filtered: "filtered"
        case .interrupted: "interrupted"
        case .unknownFinish: "unknown_finish"
        case .noToolCall: "no_tool_call"
        case .severalToolCalls: "several_tool_calls"
        case .wrongTool: "wrong_tool"
        case .argumentsNotText: "arguments_not_text"
        }
    }
}

extension EnvelopeFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .emptyBody: "the body is empty or blank; the provider closed while the call was queued"
        case .notJSON(let error): "the body is no strict JSON: \(error)"
        case .malformed(let what): "the body is not in the protocol's shape: \(what)"
        case .errorInside(let code, let message): "HTTP 200 with an error inside: \(code) \(message.prefix(200))"
        case .noChoices: "the body has no choices"
        case .severalChoices(let count): "the body has \(count) choices; exactly one is allowed"
        case .cutAtLimit(let byThinking):
            byThinking
                ? "thinking used up the token limit; switch thinking off or raise the limit"
                : "the answer was cut at the token limit; raise it"
        case .filtered: "moderation stopped the answer"
        case .interrupted(let reason): "the provider broke off (finish reason \(reason))"
        case .unknownFinish(let reason): "finish reason '\(reason.prefix(64))' is unknown, so the answer is not used"
        case .noToolCall(let reason, _):
            "no tool was called (finish reason \(reason)); text is never read as a decision"
        case .severalToolCalls(let count): "\(count) tools were called; exactly one call is allowed"
        case .wrongTool(let name): "the tool '\(name.prefix(64))' was called, which was not offered"
        case .argumentsNotText(let kind): "the tool's arguments are a JSON \(kind); a string is what the protocol says"
        }
    }
}
