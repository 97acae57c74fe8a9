import LanguageModels
import Testing
import TradingDomain

/// Streams as recorded and as broken; the outcome is the arguments or the failure's code.
@Suite struct StreamedReplyTests {
    static func opening(_ id: String = "call_1", index: Int = 0) -> String {
        #"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":\#(index),"id":"\#(id)","type":"function","#
            + #""function":{"name":"decide","arguments":""}}]},"finish_reason":null}],"usage":null}"#
    }

    static func piece(_ text: String, id: String = "") -> String {
        #"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"\#(id)","function":{"arguments":"\#(text)"}}]},"#
            + #""finish_reason":null}]}"#
    }

    static let end =
        #"{"choices":[{"index":0,"delta":{"content":""},"finish_reason":"tool_calls"}],"#
        + #""usage":{"prompt_tokens":3,"completion_tokens":2}}"#

    static func stream(_ events: [String]) -> String {
        events.map { "data: \($0)\n\n" }.joined()
    }

    static func native(_ arguments: String, finish: String) -> String {
        #"{"output":{"choices":[{"finish_reason":"\#(finish)","message":{"role":"assistant","content":"","tool_calls":["#
            + #"{"index":0,"id":"c","type":"function","function":{"name":"decide","arguments":"\#(arguments)"}}]}}]},"#
            + #""usage":{"input_tokens":3,"output_tokens":2},"request_id":"r"}"#
    }

    static let good = stream([opening(), piece("{价"), piece("}"), end, "[DONE]"])

    @Test(arguments: [
        EnvelopeCase(name: "as recorded", body: good, outcome: "{价}"),
        EnvelopeCase(name: "no [DONE]", body: stream([opening(), piece("{}"), end]), outcome: "{}"),
        EnvelopeCase(name: "keep-alive comments", body: ": keep-alive\n\n: keep-alive\n\n" + good, outcome: "{价}"),
        EnvelopeCase(
            name: "no blank after data, CRLF",
            body: good.replacing("data: ", with: "data:").replacing("\n", with: "\r\n"),
            outcome: "{价}"
        ),
        EnvelopeCase(
            name: "later pieces repeat the id",
            body: stream([opening(), piece("{", id: "call_1"), piece("}", id: "call_1"), end]),
            outcome: "{}"
        ),
        EnvelopeCase(
            name: "second call on index 0 with a new id",
            body: stream([opening(), piece("{}"), opening("call_2"), piece("{}", id: "call_2"), end]),
            outcome: "several_tool_calls"
        ),
        EnvelopeCase(
            name: "second call on index 1",
            body: stream([opening(), opening("call_2", index: 1), end]),
            outcome: "several_tool_calls"
        ),
        EnvelopeCase(name: "no finish reason", body: stream([opening(), piece("{}")]), outcome: "interrupted"),
        EnvelopeCase(name: "cut in the last event", body: String(good.dropLast(40)), outcome: "interrupted"),
        EnvelopeCase(
            name: "broken JSON in an event",
            body: stream([opening(), #"{"choices":["#, end]),
            outcome: "not_json"
        ),
        EnvelopeCase(
            name: "error event",
            body: stream([opening(), #"{"error":{"message":"overloaded","code":"busy"}}"#]),
            outcome: "error_inside"
        ),
        EnvelopeCase(name: "only comments", body: ": keep-alive\n\n: keep-alive\n\n", outcome: "interrupted"),
        EnvelopeCase(name: "blank", body: "\n\n\n", outcome: "empty_body"),
        EnvelopeCase(
            name: "text only",
            body: stream([
                #"{"choices":[{"index":0,"delta":{"content":"{\"action\":\"BUY\"}"},"finish_reason":"stop"}]}"#
            ]),
            outcome: "no_tool_call"
        ),
        EnvelopeCase(
            name: "usage in a chunk of its own",
            dialect: .qwenCompatible,
            body: stream([
                opening(), piece("{}"), end, #"{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}"#,
                "[DONE]",
            ]),
            outcome: "{}"
        ),
        EnvelopeCase(
            name: "each event repeats the whole",
            dialect: .qwenNative,
            body: "id:1\nevent:result\n:HTTP_STATUS/200\ndata:\(native("{", finish: "null"))\n\n"
                + "id:2\nevent:result\n:HTTP_STATUS/200\ndata:\(native("{}", finish: "tool_calls"))\n\n",
            outcome: "{}"
        ),
        EnvelopeCase(
            name: "error event",
            dialect: .qwenNative,
            body: "id:1\nevent:error\n:HTTP_STATUS/429\n"
                + #"data:{"code":"Throttling.RateQuota","message":"slow","request_id":"r"}"# + "\n\n",
            outcome: "error_inside"
        ),
    ])
    func eachStreamIsReadOrRefused(_ example: EnvelopeCase) {
        #expect(Self.outcome(example.dialect, example.body) == example.outcome)
    }

    /// Cut anywhere, a stream is never read as a decision that differs from the whole one's.
    @Test func noCutStreamGivesAnotherDecision() {
        let bytes = Array(Self.good.utf8)
        for end in bytes.indices {
            let outcome = Self.outcome(.deepSeek, Array(bytes[..<end]))
            #expect(outcome == "{价}" || !outcome.hasPrefix("{"), "cut at \(end)")
        }
    }

    static func outcome(_ dialect: ModelDialect, _ body: String) -> String {
        outcome(dialect, Array(body.utf8))
    }

    static func outcome(_ dialect: ModelDialect, _ body: [UInt8]) -> String {
        do throws(EnvelopeFailure) {
            return try ReplyEnvelope.readStream(dialect, body, tool: "decide").toolArguments
        } catch {
            return error.code
        }
    }
}
