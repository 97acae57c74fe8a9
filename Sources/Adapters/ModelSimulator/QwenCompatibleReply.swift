import JSONText

/// Model Studio's answers in compatible mode, members in the order of the recordings: choices first, `id` last.
enum QwenCompatibleReply {
    static func whole(_ answer: SimulatedAnswer) -> [UInt8] {
        var writer = JSONWriter(reserving: 1024)
        writer.object { writer in
            writer.arrayMember("choices") { writer in
                writer.object { writer in
                    writer.objectMember("message") { message(answer, into: &$0) }
                    writer.member("finish_reason", answer.finishReason)
                    writer.member("index", 0)
                    writer.nullMember("logprobs")
                }
            }
            writer.member("object", "chat.completion")
            writer.objectMember("usage") { usage(answer.usage, into: &$0) }
            tail(answer, into: &writer)
        }
        return writer.bytes
    }

    /// Server-sent events: later pieces of a call carry an empty id, usage comes alone at the end when asked for.
    static func events(_ answer: SimulatedAnswer) -> [[UInt8]] {
        var events = answer.deltas.map { delta in event(answer) { write(delta, of: answer, into: &$0) } }
        events.append(event(answer, finishReason: answer.finishReason) { _ in })
        if answer.question.includesUsage {
            events.append(
                chunk(answer) { writer in
                    writer.arrayMember("choices") { _ in }
                    writer.member("object", "chat.completion.chunk")
                    writer.objectMember("usage") { usage(answer.usage, into: &$0) }
                }
            )
        }
        events.append(Array("data: [DONE]\n\n".utf8))
        return events
    }

    private static func write(_ delta: SimulatedAnswer.Delta, of answer: SimulatedAnswer, into writer: inout JSONWriter)
    {
        switch delta {
        case .opening:
            writer.member("content", "")
            writer.member("role", "assistant")
        case .reasoning(let piece):
            writer.nullMember("content")
            writer.member("reasoning_content", piece)
        case .callOpening: call(answer, arguments: "", isFirst: true, into: &writer)
        case .callPiece(let piece): call(answer, arguments: piece, isFirst: false, into: &writer)
        case .content(let piece): writer.member("content", piece)
        }
    }

    private static func tail(_ answer: SimulatedAnswer, into writer: inout JSONWriter) {
        writer.member("created", SimulatedAnswer.created)
        writer.nullMember("system_fingerprint")
        writer.member("model", answer.question.model)
        writer.member("id", "chatcmpl-\(answer.name)")
    }

    private static func message(_ answer: SimulatedAnswer, into writer: inout JSONWriter) {
        writer.member("content", answer.content)
        if let reasoning = answer.reasoning { writer.member("reasoning_content", reasoning) }
        writer.member("role", "assistant")
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
                writer.objectMember("function") { writer in
                    writer.member("arguments", arguments)
                    if isFirst { writer.member("name", answer.question.calledTool ?? "") }
                }
                writer.member("id", isFirst ? answer.toolCallName : "")
                writer.member("index", 0)
                writer.member("type", "function")
            }
        }
    }

    private static func usage(_ usage: SimulatedUsage, into writer: inout JSONWriter) {
        writer.member("prompt_tokens", usage.prompt)
        writer.member("completion_tokens", usage.completion)
        writer.member("total_tokens", usage.total)
        if let reasoning = usage.reasoning {
            writer.objectMember("completion_tokens_details") { $0.member("reasoning_tokens", reasoning) }
        }
        writer.objectMember("prompt_tokens_details") { $0.member("cached_tokens", usage.cached) }
    }

    private static func event(
        _ answer: SimulatedAnswer,
        finishReason: String? = nil,
        _ delta: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        chunk(answer) { writer in
            writer.arrayMember("choices") { writer in
                writer.object { writer in
                    writer.objectMember("delta", delta)
                    if let finishReason {
                        writer.member("finish_reason", finishReason)
                    } else {
                        writer.nullMember("finish_reason")
                    }
                    writer.member("index", 0)
                    writer.nullMember("logprobs")
                }
            }
            writer.member("object", "chat.completion.chunk")
            writer.nullMember("usage")
        }
    }

    private static func chunk(_ answer: SimulatedAnswer, _ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            body(&writer)
            tail(answer, into: &writer)
        }
        return Array("data: ".utf8) + writer.bytes + Array("\n\n".utf8)
    }
}
