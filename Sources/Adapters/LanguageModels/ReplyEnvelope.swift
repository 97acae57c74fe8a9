import JSONText
package import Ports
package import TradingDomain

/// What a provider's answer holds: the arguments of exactly one call of our tool, and what it cost.
///
/// Nothing is repaired, nothing is looked for in prose: when the one tool call isn't where the protocol puts it, there is
/// no decision. Whether the arguments are a decision is the next reader's question.
package struct ReplyEnvelope: Hashable, Sendable {
    /// The arguments as the model wrote them, unread.
    package let toolArguments: String
    /// `nil` when the provider sent none or nonsense; then the cost is unknown, not zero.
    package let usage: TokenUsage?
    /// `stop` or `tool_calls`; with a named tool choice Qwen says `stop`.
    package let finishReason: String
    /// The model that the provider says answered; `nil` when it doesn't say.
    package let model: String?

    package init(toolArguments: String, usage: TokenUsage?, finishReason: String, model: String?) {
        self.toolArguments = toolArguments
        self.usage = usage
        self.finishReason = finishReason
        self.model = model
    }
}

extension ReplyEnvelope {
    /// Reads a reply in the form in which it came, whole or streamed.
    ///
    /// - Parameters:
    ///   - dialect: the protocol it came in.
    ///   - reply: the stored reply.
    ///   - tool: the name of the one function that may be called.
    ///   - form: where the answer was asked for.
    /// - Returns: the envelope.
    /// - Throws: ``EnvelopeFailure`` with the first thing that is not as the protocol says.
    package static func read(
        _ dialect: ModelDialect,
        _ reply: ChatReply,
        tool: String,
        form: ModelCapabilities.AnswerForm = .tool
    ) throws(EnvelopeFailure) -> ReplyEnvelope {
        reply.isEventStream
            ? try readStream(dialect, reply.rawBody, tool: tool, form: form)
            : try read(dialect, reply.rawBody, tool: tool, form: form)
    }

    /// Reads a body that came with HTTP 200.
    ///
    /// - Parameters:
    ///   - dialect: the protocol it came in.
    ///   - bytes: the raw body; a byte order mark and blank keep-alive lines may stand before the JSON.
    ///   - tool: the name of the one function that may be called.
    ///   - form: where the answer was asked for.
    /// - Returns: the envelope.
    /// - Throws: ``EnvelopeFailure`` with the first thing that is not as the protocol says.
    package static func read(
        _ dialect: ModelDialect,
        _ bytes: [UInt8],
        tool: String,
        form: ModelCapabilities.AnswerForm = .tool
    ) throws(EnvelopeFailure) -> ReplyEnvelope {
        let root: JSONValue
        do {
            root = try JSONReader.read(bytes.starts(with: [0xef, 0xbb, 0xbf]) ? Array(bytes.dropFirst(3)) : bytes)
        } catch .empty {
            throw .emptyBody
        } catch {
            throw .notJSON(error)
        }
        return try read(dialect, root, tool: tool, form: form)
    }

    /// Reads a body of server-sent events that came with HTTP 200, whole.
    ///
    /// - Parameters:
    ///   - dialect: the protocol it came in.
    ///   - bytes: the raw body, comments and keep-alive lines included.
    ///   - tool: the name of the one function that may be called.
    ///   - form: where the answer was asked for.
    /// - Returns: the envelope.
    /// - Throws: ``EnvelopeFailure``; a stream that ends without a finish reason was interrupted.
    package static func readStream(
        _ dialect: ModelDialect,
        _ bytes: [UInt8],
        tool: String,
        form: ModelCapabilities.AnswerForm = .tool
    ) throws(EnvelopeFailure) -> ReplyEnvelope {
        try read(dialect, try StreamedReply.whole(dialect, bytes), tool: tool, form: form)
    }

    private static func read(
        _ dialect: ModelDialect,
        _ root: JSONValue,
        tool: String,
        form: ModelCapabilities.AnswerForm
    ) throws(EnvelopeFailure) -> ReplyEnvelope {
        guard root.members != nil else { throw .malformed("the body is a JSON \(root.kind), not an object") }
        let usage = Usage.read(root["usage"], dialect: dialect)
        let output: JSONValue = dialect == .qwenNative ? root["output"] ?? .null : root
        guard let choices = output["choices"]?.array, let choice = choices.first else {
            if let words = ErrorBody.read(root, depth: 0), root["error"] != nil || root["code"] != nil {
                throw .errorInside(code: words.code, message: words.message)
            }
            throw .noChoices
        }
        guard choices.count == 1 else { throw .severalChoices(choices.count) }
        let message = choice["message"] ?? .null
        let finishReason = try finishReason(of: choice, message: message)
        let arguments =
            form == .tool
            ? try arguments(in: message, tool: tool, finishReason: finishReason) : try text(in: message)
        return ReplyEnvelope(
            toolArguments: arguments,
            usage: usage,
            finishReason: finishReason,
            model: root["model"]?.string
        )
    }

    private static func finishReason(of choice: JSONValue, message: JSONValue) throws(EnvelopeFailure) -> String {
        switch choice["finish_reason"] {
        case .string("stop"): return "stop"
        case .string("tool_calls"): return "tool_calls"
        case .string("length"):
            let thought = message["reasoning_content"]?.string?.isEmpty == false
            throw .cutAtLimit(byThinking: thought && message["content"]?.string?.isEmpty != false)
        case .string("content_filter"): throw .filtered
        case .string("insufficient_system_resource"), .string("aborted"), .string("null"), .null, nil:
            throw .interrupted(finishReason: choice["finish_reason"]?.string ?? "none")
        case .string(let other): throw .unknownFinish(other)
        case .some(let other): throw .malformed("finish_reason is a JSON \(other.kind)")
        }
    }

    /// The answer's text, in which JSON was asked for. A call beside it is another answer, and which counts is a guess.
    private static func text(in message: JSONValue) throws(EnvelopeFailure) -> String {
        let calls = message["tool_calls"]?.array ?? []
        guard calls.isEmpty else { throw .severalToolCalls(calls.count) }
        guard let content = message["content"]?.string else { throw .malformed("the answer has no text") }
        guard content.utf8.contains(where: { $0 > 0x20 }) else { throw .emptyBody }
        return content
    }

    private static func arguments(
        in message: JSONValue,
        tool: String,
        finishReason: String
    ) throws(EnvelopeFailure) -> String {
        let calls: [JSONValue]
        switch message["tool_calls"] {
        case .array(let values): calls = values
        case .null, nil: calls = []
        case .some(let other): throw .malformed("tool_calls is a JSON \(other.kind)")
        }
        guard let call = calls.first else {
            let content = message["content"]?.string ?? ""
            throw .noToolCall(finishReason: finishReason, content: String(content.prefix(200)))
        }
        guard calls.count == 1 else { throw .severalToolCalls(calls.count) }
        guard call["type"] == nil || call["type"]?.string == "function" else {
            throw .malformed("the tool call's type is not 'function'")
        }
        guard let function = call["function"], let name = function["name"]?.string else {
            throw .malformed("the tool call has no function name")
        }
        guard name == tool else { throw .wrongTool(name) }
        switch function["arguments"] {
        case .string(let text): return text
        case .some(let other): throw .argumentsNotText(kind: other.kind)
        case nil: throw .argumentsNotText(kind: "missing member")
        }
    }
}

/// The three dialects' token counts.
private enum Usage {
    static func read(_ usage: JSONValue?, dialect: ModelDialect) -> TokenUsage? {
        guard let usage, usage.members != nil else { return nil }
        let isNative = dialect == .qwenNative
        guard let prompt = usage[isNative ? "input_tokens" : "prompt_tokens"]?.integer,
            let completion = usage[isNative ? "output_tokens" : "completion_tokens"]?.integer,
            let promptTokens = Int(exactly: prompt), let completionTokens = Int(exactly: completion)
        else { return nil }
        let cached =
            (dialect == .deepSeek ? usage["prompt_cache_hit_tokens"]?.integer : nil)
            ?? usage["prompt_tokens_details"]?["cached_tokens"]?.integer ?? 0
        return TokenUsage(
            promptTokens: promptTokens,
            cachedTokens: Int(truncatingIfNeeded: cached),
            completionTokens: completionTokens
        )
    }
}
