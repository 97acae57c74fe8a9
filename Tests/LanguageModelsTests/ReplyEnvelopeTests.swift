import LanguageModels
import Ports
import Testing
import TradingDomain

/// One body and what must be read from it: the arguments, or the failure's code.
struct EnvelopeCase: CustomTestStringConvertible, Sendable {
    let name: String
    var dialect = ModelDialect.deepSeek
    let body: String
    let outcome: String

    var testDescription: String { "\(dialect.rawValue): \(name)" }
}

@Suite struct ReplyEnvelopeTests {
    static let call = #"{"id":"c","type":"function","function":{"name":"decide","arguments":"{}"}}"#

    static func body(
        _ message: String,
        finish: String = #""tool_calls""#,
        usage: String = #"{"prompt_tokens":3,"completion_tokens":2,"prompt_cache_hit_tokens":1}"#
    ) -> String {
        #"{"choices":[{"index":0,"message":\#(message),"finish_reason":\#(finish)}],"usage":\#(usage),"model":"m"}"#
    }

    static func native(_ output: String) -> String {
        #"{"output":\#(output),"usage":{"input_tokens":3,"output_tokens":2},"request_id":"r"}"#
    }

    static let calling = #"{"role":"assistant","content":"","tool_calls":[\#(call)]}"#

    @Test(arguments: [
        EnvelopeCase(name: "a call", body: body(calling), outcome: "{}"),
        EnvelopeCase(name: "a call with finish stop", body: body(calling, finish: #""stop""#), outcome: "{}"),
        EnvelopeCase(
            name: "content beside the call is not read",
            body: body(#"{"content":"{\"action\":\"SELL\"}","tool_calls":[\#(call)]}"#),
            outcome: "{}"
        ),
        EnvelopeCase(
            name: "no type",
            body: body(#"{"tool_calls":[{"function":{"name":"decide","arguments":"x"}}]}"#),
            outcome: "x"
        ),
        EnvelopeCase(name: "blank lines first", body: "\n\n\n" + body(calling), outcome: "{}"),
        EnvelopeCase(name: "byte order mark", body: "\u{feff}" + body(calling), outcome: "{}"),
        EnvelopeCase(name: "blank", body: "\n\n \n", outcome: "empty_body"),
        EnvelopeCase(name: "nothing", body: "", outcome: "empty_body"),
        EnvelopeCase(name: "a list", body: "[]", outcome: "malformed_body"),
        EnvelopeCase(name: "twice", body: body(calling) + body(calling), outcome: "not_json"),
        EnvelopeCase(name: "duplicate key", body: #"{"choices":[],"choices":[]}"#, outcome: "duplicate_key"),
        EnvelopeCase(name: "error in a 200", body: #"{"error":{"message":"no","code":"x"}}"#, outcome: "error_inside"),
        EnvelopeCase(name: "no choices", body: "{}", outcome: "no_choices"),
        EnvelopeCase(name: "empty choices", body: #"{"choices":[]}"#, outcome: "no_choices"),
        EnvelopeCase(name: "length", body: body(calling, finish: #""length""#), outcome: "cut_at_limit"),
        EnvelopeCase(
            name: "thinking ate the budget",
            body: body(#"{"content":null,"reasoning_content":"Let me"}"#, finish: #""length""#),
            outcome: "thinking_ate_budget"
        ),
        EnvelopeCase(name: "filter", body: body(calling, finish: #""content_filter""#), outcome: "filtered"),
        EnvelopeCase(
            name: "no resource",
            body: body(calling, finish: #""insufficient_system_resource""#),
            outcome: "interrupted"
        ),
        EnvelopeCase(name: "aborted", body: body(calling, finish: #""aborted""#), outcome: "interrupted"),
        EnvelopeCase(name: "null finish", body: body(calling, finish: "null"), outcome: "interrupted"),
        EnvelopeCase(name: "other finish", body: body(calling, finish: #""tool_call""#), outcome: "unknown_finish"),
        EnvelopeCase(name: "number as finish", body: body(calling, finish: "1"), outcome: "malformed_body"),
        EnvelopeCase(name: "empty calls", body: body(#"{"content":"{}","tool_calls":[]}"#), outcome: "no_tool_call"),
        EnvelopeCase(name: "calls null", body: body(#"{"content":"{}","tool_calls":null}"#), outcome: "no_tool_call"),
        EnvelopeCase(name: "calls an object", body: body(#"{"tool_calls":{}}"#), outcome: "malformed_body"),
        EnvelopeCase(
            name: "two equal calls",
            body: body(#"{"tool_calls":[\#(call),\#(call)]}"#),
            outcome: "several_tool_calls"
        ),
        EnvelopeCase(
            name: "another tool",
            body: body(#"{"tool_calls":[{"function":{"name":"order","arguments":"{}"}}]}"#),
            outcome: "wrong_tool"
        ),
        EnvelopeCase(
            name: "arguments an object",
            body: body(#"{"tool_calls":[{"function":{"name":"decide","arguments":{}}}]}"#),
            outcome: "arguments_not_text"
        ),
        EnvelopeCase(
            name: "no arguments",
            body: body(#"{"tool_calls":[{"function":{"name":"decide"}}]}"#),
            outcome: "arguments_not_text"
        ),
        EnvelopeCase(name: "two choices", body: #"{"choices":[{},{}]}"#, outcome: "several_choices"),
        EnvelopeCase(name: "a call", dialect: .qwenCompatible, body: body(calling, finish: #""stop""#), outcome: "{}"),
        EnvelopeCase(
            name: "a call",
            dialect: .qwenNative,
            body: native(#"{"choices":[{"finish_reason":"tool_calls","message":\#(calling)}]}"#),
            outcome: "{}"
        ),
        EnvelopeCase(
            name: "null as text",
            dialect: .qwenNative,
            body: native(#"{"choices":[{"finish_reason":"null","message":\#(calling)}]}"#),
            outcome: "interrupted"
        ),
        EnvelopeCase(name: "output null", dialect: .qwenNative, body: native("null"), outcome: "no_choices"),
        EnvelopeCase(
            name: "only a text",
            dialect: .qwenNative,
            body: native(#"{"finish_reason":"stop","text":"{}"}"#),
            outcome: "no_choices"
        ),
        EnvelopeCase(name: "choices outside output", dialect: .qwenNative, body: body(calling), outcome: "no_choices"),
        EnvelopeCase(
            name: "flat error",
            dialect: .qwenNative,
            body: #"{"code":"Throttling","message":"slow","request_id":"r"}"#,
            outcome: "error_inside"
        ),
    ])
    func eachBodyIsReadOrRefused(_ example: EnvelopeCase) {
        #expect(Self.outcome(example.dialect, example.body) == example.outcome)
    }

    @Test(arguments: [
        (
            ModelDialect.deepSeek, #"{"prompt_tokens":339,"completion_tokens":42,"prompt_cache_hit_tokens":320}"#,
            TokenUsage(promptTokens: 339, cachedTokens: 320, completionTokens: 42)
        ),
        (
            .deepSeek, #"{"prompt_tokens":3,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":1}}"#,
            TokenUsage(promptTokens: 3, cachedTokens: 1, completionTokens: 2)
        ),
        (
            .qwenCompatible, #"{"prompt_tokens":3,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":1}}"#,
            TokenUsage(promptTokens: 3, cachedTokens: 1, completionTokens: 2)
        ),
        (
            .qwenCompatible, #"{"prompt_tokens":3,"completion_tokens":2,"prompt_tokens_details":null}"#,
            TokenUsage(promptTokens: 3, cachedTokens: 0, completionTokens: 2)
        ),
        (.deepSeek, "null", nil),
        (.deepSeek, "{}", nil),
        (.deepSeek, #"{"prompt_tokens":"3","completion_tokens":"2"}"#, nil),
        (.deepSeek, #"{"prompt_tokens":-3,"completion_tokens":2}"#, nil),
        (.deepSeek, #"{"prompt_tokens":3.5,"completion_tokens":2}"#, nil),
        (.deepSeek, #"{"prompt_tokens":3,"completion_tokens":2,"prompt_cache_hit_tokens":4}"#, nil),
    ])
    func usageIsReadOrUnknown(dialect: ModelDialect, usage: String, expected: TokenUsage?) throws {
        let body = Self.body(Self.calling, usage: usage)
        #expect(try ReplyEnvelope.read(dialect, Array(body.utf8), tool: "decide").usage == expected)
    }

    /// A provider that broke off may be asked again; a model that misbehaved may not.
    @Test func onlyBrokenOffAnswersMayBeAskedAgain() {
        #expect(EnvelopeFailure.emptyBody.isRetryable)
        #expect(EnvelopeFailure.interrupted(finishReason: "aborted").isRetryable)
        #expect(EnvelopeFailure.noChoices.isRetryable)
        #expect(!EnvelopeFailure.filtered.isRetryable)
        #expect(!EnvelopeFailure.noToolCall(finishReason: "stop", content: "").isRetryable)
        #expect(!EnvelopeFailure.severalToolCalls(2).isRetryable)
    }

    static func outcome(_ dialect: ModelDialect, _ body: String) -> String {
        do throws(EnvelopeFailure) {
            return try ReplyEnvelope.read(dialect, Array(body.utf8), tool: "decide").toolArguments
        } catch {
            return error.code
        }
    }
}
