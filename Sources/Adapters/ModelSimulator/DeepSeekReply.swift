import JSONText

/// DeepSeek's answers, members in the order of the recordings.
enum DeepSeekReply {
    static func whole(_ answer: SimulatedAnswer) -> [UInt8] {
        var writer = JSONWriter(reserving: 1024)
        writer.object { writer in
            head(answer, object: "chat.completion", into: &writer)
            writer.arrayMember("choices") { writer in
                writer.object { writer in
                    writer.member("index", 0)
                    writer.objectMember("message") { message(answer, into: &$0) }
                    writer.nullMember("logprobs")
                    writer.member("finish_reason", answer.finishReason)
                }
            }
            writer.objectMember("usage") { usage(answer.usage, into: &$0) }
            writer.member("system_fingerprint", fingerprint(answer))
        }
        return writer.bytes
    }

    /// Server-sent events: usage comes with the finish reason, and `usage` is null before.
    static func events(_ answer: SimulatedAnswer) -> [[UInt8]] {
        var events = answer.deltas.map { delta in event(answer) { write(delta, of: answer, into: &$0) } }
        events.append(event(answer, isLast: true) { $0.member("content", "") })
        events.append(Array("data: [DONE]\n\n".utf8))
        return events
    }

    private static func write(_ delta: SimulatedAnswer.Delta, of answer: SimulatedAnswer, into writer: inout JSONWriter)
    {
        switch delta {
        case .opening:
            writer.member("role", "assistant")
            guard answer.reasoning != nil else { return writer.member("content", "") }
            writer.nullMember("content")
            writer.member("reasoning_content", "")
        case .reasoning(let piece):
            writer.nullMember("content")
            writer.member("reasoning_content", piece)
        case .callOpening: call(answer, arguments: "", isFirst: true, into: &writer)
        case .callPiece(let piece): call(answer, arguments: piece, isFirst: false, into: &writer)
        case .content(let piece): writer.member("content", piece)
        }
    }

    private static func head(_ answer: SimulatedAnswer, object: String, into writer: inout JSONWriter) {
        writer.member("id", answer.name)
        writer.member("object", object)
        writer.member("created", SimulatedAnswer.created)
        writer.member("model", answer.question.model)
    }

    private static func fingerprint(_ answer: SimulatedAnswer) -> String {
        var names = StableHash(answer.question.model.utf8)
        return "fp_\(names.hexadecimal(10))_prod"
    }

    private static func message(_ answer: SimulatedAnswer, into writer: inout JSONWriter) {
        writer.member("role", "assistant")
        writer.member("content", answer.content)
        if let reasoning = answer.reasoning { writer.member("reasoning_content", reasoning) }
        guard let arguments = answer.toolArguments else { return }
        call(answer, arguments: arguments, isFirst: true, into: &writer)
    }

    private static func call(
        _ answer: SimulatedAnswer,
        arguments: String,
        isFirst: Bool,
        into writer: inout JSONWriter
    ) {
        writer.arrayMember("tool_calls") { writer in
            writer.object { writer in
                writer.member("index", 0)
                if isFirst {
                    writer.member("id", answer.toolCallName)
                    writer.member("type", "function")
                }
                writer.objectMember("function") { writer in
                    if isFirst { writer.member("name", answer.question.calledTool ?? "") }
                    writer.member("arguments", arguments)
                }
            }
        }
    }

    private static func usage(_ usage: SimulatedUsage, into writer: inout JSONWriter) {
        writer.member("prompt_tokens", usage.prompt)
        writer.member("completion_tokens", usage.completion)
        writer.member("total_tokens", usage.total)
        writer.objectMember("prompt_tokens_details") { $0.member("cached_tokens", usage.cached) }
        if let reasoning = usage.reasoning {
            writer.objectMember("completion_tokens_details") { $0.member("reasoning_tokens", reasoning) }
        }
        writer.member("prompt_cache_hit_tokens", usage.cached)
        writer.member("prompt_cache_miss_tokens", usage.prompt - usage.cached)
    }

    private static func event(
        _ answer: SimulatedAnswer,
        isLast: Bool = false,
        _ delta: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            head(answer, object: "chat.completion.chunk", into: &writer)
            writer.member("system_fingerprint", fingerprint(answer))
            writer.arrayMember("choices") { writer in
                writer.object { writer in
                    writer.member("index", 0)
                    writer.objectMember("delta", delta)
                    writer.nullMember("logprobs")
                    if isLast {
                        writer.member("finish_reason", answer.finishReason)
                    } else {
                        writer.nullMember("finish_reason")
                    }
                }
            }
            guard isLast else { return writer.nullMember("usage") }
            writer.objectMember("usage") { usage(answer.usage, into: &$0) }
        }
        return Array("data: ".utf8) + writer.bytes + Array("\n\n".utf8)
    }
}
