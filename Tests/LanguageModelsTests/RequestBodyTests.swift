import LanguageModels
import Ports
import Testing
import TradingDomain

/// The bytes that leave for a provider may not change by accident: a prompt cache hits only on equal bytes.
@Suite struct RequestBodyTests {
    static let tool = ToolSchema(
        name: "submit_decision",
        description: "One decision",
        parametersJSON: #"{"type":"object","properties":{"action":{"type":"string"}},"required":["action"]}"#
    )

    static func request(
        _ capabilities: ModelCapabilities? = nil,
        user: String = "BTCUSDT 65000.0\n4h \"up\""
    ) throws -> ChatRequest {
        try ChatRequest(
            model: "some-model",
            system: "Answer in json.",
            user: user,
            tool: tool,
            maximumReplyTokens: 600,
            deadline_ms: 20_000,
            cacheScope: "desk-1",
            capabilities: capabilities
        )
    }

    static let tools =
        #""tools":[{"type":"function","function":{"name":"submit_decision","description":"One decision","#
        + #""parameters":{"type":"object","properties":{"action":{"type":"string"}},"required":["action"]}}}],"#
        + #""tool_choice":{"type":"function","function":{"name":"submit_decision"}}"#
    static let messages =
        #""messages":[{"role":"system","content":"Answer in json."},"#
        + #"{"role":"user","content":"BTCUSDT 65000.0\n4h \"up\""}]"#

    @Test(arguments: [
        (
            ModelDialect.deepSeek,
            #"{"model":"some-model","thinking":{"type":"disabled"},"temperature":0,"max_tokens":600,"stream":false,"#
                + tools + #","user_id":"desk-1","# + messages + "}"
        ),
        (
            .qwenCompatible,
            #"{"model":"some-model","enable_thinking":false,"temperature":0,"max_tokens":600,"stream":false,"#
                + #""parallel_tool_calls":false,"# + tools + "," + messages + "}"
        ),
        (
            .qwenNative,
            #"{"model":"some-model","parameters":{"result_format":"message","enable_thinking":false,"temperature":0,"#
                + #""max_tokens":600,"parallel_tool_calls":false,"# + tools + #"},"input":{"# + messages + "}}"
        ),
    ])
    func bytesAreAsWritten(dialect: ModelDialect, expected: String) throws {
        let bytes = RequestBody.bytes(for: try Self.request(), dialect: dialect)
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }

    @Test(
        arguments: [
            (
                ModelCapabilities(thinkingSwitch: .none, replyLimitField: .maxCompletionTokens),
                #""max_completion_tokens":600"#
            ),
            (ModelCapabilities(toolChoice: .required, thinkingSwitch: .none), #""tool_choice":"required""#),
            (
                ModelCapabilities(answerForm: .jsonObject, thinkingSwitch: .enableThinking),
                #""enable_thinking":false,"temperature":0,"max_tokens":600,"stream":false,"response_format":{"type":"json_object"}"#
            ),
            (
                ModelCapabilities(answerForm: .jsonSchema, thinkingSwitch: .none),
                #""json_schema":{"name":"submit_decision","strict":true,"schema":{"type":"object""#
            ),
        ]
    )
    func aModelIsAskedAsItsCardSays(capabilities: ModelCapabilities, expected: String) throws {
        let bytes = RequestBody.bytes(for: try Self.request(capabilities), dialect: .qwenCompatible)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains(expected), "\(text)")
        #expect(text.contains("enable_thinking") == (capabilities.thinkingSwitch == .enableThinking))
        #expect(text.contains(#""tools""#) == (capabilities.answerForm == .tool))
    }

    /// Two questions share every byte up to the first one that differs in the user's part.
    @Test(arguments: ModelDialect.allCases)
    func prefixIsSharedUpToTheMarket(dialect: ModelDialect) throws {
        let first = RequestBody.bytes(for: try Self.request(user: "A 1"), dialect: dialect)
        let second = RequestBody.bytes(for: try Self.request(user: "A 2"), dialect: dialect)
        let shared = zip(first, second).prefix { $0 == $1 }.count
        let end = dialect == .qwenNative ? 6 : 5
        #expect(shared == first.count - end)
    }
}
