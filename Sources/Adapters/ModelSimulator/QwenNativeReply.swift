import JSONText

/// DashScope's own answers: `output`, `usage`, `request_id`.
enum QwenNativeReply {
    static func whole(_ answer: SimulatedAnswer) -> [UInt8] {
        body(answer, content: answer.content, arguments: answer.toolArguments, finishReason: answer.finishReason)
    }

    /// Events of four lines, without `[DONE]`; the finish reason is the string `null` until the last.
    static func events(_ answer: SimulatedAnswer) -> [[UInt8]] {
        let text = answer.toolArguments ?? answer.content
        let pieces = text.isEmpty ? [""] : SimulatedAnswer.pieces(of: text, size: 16)
        var sent = ""
        return pieces.enumerated().map { index, piece in
            sent += piece
            let part = answer.question.isIncremental ? piece : sent
            let isLast = index == pieces.count - 1
            let data = body(
                answer,
                content: answer.toolArguments == nil ? part : "",
                arguments: answer.toolArguments == nil ? nil : part,
                finishReason: isLast ? answer.finishReason : "null"
            )
            return Array("id:\(index + 1)\nevent:result\n:HTTP_STATUS/200\ndata:".utf8) + data + Array("\n\n".utf8)
        }
    }

    private static func body(
        _ answer: SimulatedAnswer,
        content: String,
        arguments: String?,
        finishReason: String
    ) -> [UInt8] {
        var writer = JSONWriter(reserving: 1024)
        writer.object { writer in
            writer.objectMember("output") { writer in
                guard answer.question.wantsMessage else {
                    writer.member("finish_reason", finishReason)
                    writer.member("text", content)
                    return
                }
                writer.arrayMember("choices") { writer in
                    writer.object { writer in
                        writer.member("finish_reason", finishReason)
                        writer.objectMember("message") { message(answer, content, arguments, into: &$0) }
                    }
                }
            }
            writer.objectMember("usage") { usage(answer.usage, into: &$0) }
            writer.member("request_id", answer.name)
        }
        return writer.bytes
    }

    private static func message(
        _ answer: SimulatedAnswer,
        _ content: String,
        _ arguments: String?,
        into writer: inout JSONWriter
    ) {
        writer.member("role", "assistant")
        writer.member("content", content)
        if let reasoning = answer.reasoning { writer.member("reasoning_content", reasoning) }
        guard let arguments else { return }
        writer.arrayMember("tool_calls") { writer in
            writer.object { writer in
                writer.member("index", 0)
                writer.member("id", answer.toolCallName)
                writer.member("type", "function")
                writer.objectMember("function") { writer in
                    writer.member("name", answer.question.calledTool ?? "")
                    writer.member("arguments", arguments)
                }
            }
        }
    }

    private static func usage(_ usage: SimulatedUsage, into writer: inout JSONWriter) {
        writer.member("input_tokens", usage.prompt)
        writer.member("output_tokens", usage.completion)
        writer.member("total_tokens", usage.total)
        writer.objectMember("prompt_tokens_details") { $0.member("cached_tokens", usage.cached) }
        if let reasoning = usage.reasoning {
            writer.objectMember("output_tokens_details") { $0.member("reasoning_tokens", reasoning) }
        }
    }
}
