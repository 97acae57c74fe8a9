import JSONText
package import Ports

/// Writes a question as each provider wants it: one fixed order of keys, what never changes first.
///
/// Providers bill a cached prefix at a tenth or less, and only a byte-identical one hits. So settings, tool and
/// system prompt come before the market's numbers. Thinking is switched off in words every time: it is on by default
/// on current models, refuses a forced tool choice, and shares the answer's token limit.
package enum RequestBody {
    /// - Parameters:
    ///   - request: the question.
    ///   - dialect: the provider's protocol.
    ///   - replyLimitField: what the limit on the answer's tokens is called.
    ///   - streams: ask for server-sent events; DashScope's own protocol asks by header.
    /// - Returns: the request's JSON bytes; the same question always gives the same ones.
    package static func bytes(
        for request: ChatRequest,
        dialect: ModelDialect,
        replyLimitField: ReplyLimitField = .maxTokens,
        streams: Bool = false
    ) -> [UInt8] {
        var writer = JSONWriter(reserving: request.system.utf8.count + request.user.utf8.count + 1024)
        writer.object { writer in
            writer.member("model", request.model)
            switch dialect {
            case .deepSeek:
                writer.objectMember("thinking") { $0.member("type", "disabled") }
                settings(request, replyLimitField, into: &writer)
                stream(streams, into: &writer)
                tool(request.tool, into: &writer)
                if let scope = request.cacheScope { writer.member("user_id", scope) }
                messages(request, into: &writer)
            case .qwenCompatible:
                writer.member("enable_thinking", false)
                settings(request, replyLimitField, into: &writer)
                stream(streams, into: &writer)
                writer.member("parallel_tool_calls", false)
                tool(request.tool, into: &writer)
                messages(request, into: &writer)
            case .qwenNative:
                writer.objectMember("parameters") { writer in
                    writer.member("result_format", "message")
                    writer.member("enable_thinking", false)
                    settings(request, replyLimitField, into: &writer)
                    writer.member("parallel_tool_calls", false)
                    tool(request.tool, into: &writer)
                }
                writer.objectMember("input") { messages(request, into: &$0) }
            }
        }
        return writer.bytes
    }

    private static func settings(_ request: ChatRequest, _ limit: ReplyLimitField, into writer: inout JSONWriter) {
        writer.member("temperature", 0)
        writer.member(limit.rawValue, request.maximumReplyTokens)
    }

    private static func stream(_ streams: Bool, into writer: inout JSONWriter) {
        writer.member("stream", streams)
        if streams { writer.objectMember("stream_options") { $0.member("include_usage", true) } }
    }

    private static func tool(_ tool: ToolSchema, into writer: inout JSONWriter) {
        writer.arrayMember("tools") { writer in
            writer.object { writer in
                writer.member("type", "function")
                writer.objectMember("function") { writer in
                    writer.member("name", tool.name)
                    writer.member("description", tool.description)
                    writer.key("parameters")
                    writer.raw(tool.parametersJSON)
                }
            }
        }
        writer.objectMember("tool_choice") { writer in
            writer.member("type", "function")
            writer.objectMember("function") { $0.member("name", tool.name) }
        }
    }

    private static func messages(_ request: ChatRequest, into writer: inout JSONWriter) {
        writer.arrayMember("messages") { writer in
            for (role, content) in [("system", request.system), ("user", request.user)] where !content.isEmpty {
                writer.object { writer in
                    writer.member("role", role)
                    writer.member("content", content)
                }
            }
        }
    }
}
