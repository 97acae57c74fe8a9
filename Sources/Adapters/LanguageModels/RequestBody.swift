import JSONText
package import Ports
package import TradingDomain

/// Writes a question as each provider wants it: one fixed order of keys, what never changes first.
///
/// Providers bill a cached prefix at a tenth or less, and only a byte-identical one hits. So settings, tool and
/// system prompt come before the market's numbers. Thinking is switched off in words every time: it is on by default
/// on current models, refuses a forced tool choice, and shares the answer's token limit.
package enum RequestBody {
    /// - Parameters:
    ///   - request: the question.
    ///   - dialect: the provider's protocol.
    ///   - streams: ask for server-sent events; DashScope's own protocol asks by header.
    /// - Returns: the request's JSON bytes; the same question always gives the same ones.
    package static func bytes(
        for request: ChatRequest,
        dialect: ModelDialect,
        streams: Bool = false
    ) -> [UInt8] {
        let capabilities = request.capabilities ?? .standard(dialect)
        var writer = JSONWriter(reserving: request.system.utf8.count + request.user.utf8.count + 1024)
        writer.object { writer in
            writer.member("model", request.model)
            if dialect == .qwenNative {
                writer.objectMember("parameters") { writer in
                    writer.member("result_format", "message")
                    settings(request, capabilities, into: &writer)
                    answer(request.tool, dialect, capabilities, into: &writer)
                }
                writer.objectMember("input") { messages(request, into: &$0) }
            } else {
                settings(request, capabilities, into: &writer)
                stream(streams, into: &writer)
                answer(request.tool, dialect, capabilities, into: &writer)
                if dialect == .deepSeek, let scope = request.cacheScope { writer.member("user_id", scope) }
                messages(request, into: &writer)
            }
        }
        return writer.bytes
    }

    private static func settings(
        _ request: ChatRequest,
        _ capabilities: ModelCapabilities,
        into writer: inout JSONWriter
    ) {
        switch capabilities.thinkingSwitch {
        case .thinkingType: writer.objectMember("thinking") { $0.member("type", "disabled") }
        case .enableThinking: writer.member("enable_thinking", false)
        case .none: break
        }
        writer.member("temperature", 0)
        writer.member(capabilities.replyLimitField.rawValue, request.maximumReplyTokens)
    }

    private static func stream(_ streams: Bool, into writer: inout JSONWriter) {
        writer.member("stream", streams)
        if streams { writer.objectMember("stream_options") { $0.member("include_usage", true) } }
    }

    /// How the answer is to come: as the one tool's call, or as JSON text.
    private static func answer(
        _ tool: ToolSchema,
        _ dialect: ModelDialect,
        _ capabilities: ModelCapabilities,
        into writer: inout JSONWriter
    ) {
        switch capabilities.answerForm {
        case .tool:
            if dialect != .deepSeek, capabilities.thinkingSwitch != .none {
                writer.member("parallel_tool_calls", false)
            }
            self.tool(tool, capabilities.toolChoice, into: &writer)
        case .jsonObject:
            writer.objectMember("response_format") { $0.member("type", "json_object") }
        case .jsonSchema:
            writer.objectMember("response_format") { writer in
                writer.member("type", "json_schema")
                writer.objectMember("json_schema") { writer in
                    writer.member("name", tool.name)
                    writer.member("strict", true)
                    writer.key("schema")
                    writer.raw(tool.parametersJSON)
                }
            }
        }
    }

    private static func tool(
        _ tool: ToolSchema,
        _ choice: ModelCapabilities.ToolChoice,
        into writer: inout JSONWriter
    ) {
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
        guard choice == .named else { return writer.member("tool_choice", choice.rawValue) }
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
