import Foundation
import JSONText
import LanguageModels
import Testing
import TradingDomain

/// The hard replies of the collection that concern the body and the stream; the ones inside the arguments are the
/// decision reader's. The collection describes such a body in words, so a row here writes it out.
@Suite struct HardReplyEnvelopeTests {
    typealias Envelope = ReplyEnvelopeTests
    typealias Stream = StreamedReplyTests

    /// Rows by the collection's id: whole bodies begin with B, streams with S.
    static let rows: [(id: String, example: EnvelopeCase)] = [
        ("B02", EnvelopeCase(name: "blank lines, then the end", body: "\n\n\n\n", outcome: "empty_body")),
        (
            "B04",
            EnvelopeCase(
                name: "aborted",
                body: Envelope.body(Envelope.calling, finish: #""aborted""#),
                outcome: "interrupted"
            )
        ),
        (
            "B06",
            EnvelopeCase(
                name: "filtered",
                body: Envelope.body(Envelope.calling, finish: #""content_filter""#),
                outcome: "filtered"
            )
        ),
        (
            "B08",
            EnvelopeCase(
                name: "empty calls",
                body: Envelope.body(#"{"content":"","tool_calls":[]}"#),
                outcome: "no_tool_call"
            )
        ),
        (
            "B10",
            EnvelopeCase(
                name: "arguments an object",
                body: Envelope.body(#"{"tool_calls":[{"function":{"name":"decide","arguments":{"a":1}}}]}"#),
                outcome: "arguments_not_text"
            )
        ),
        (
            "B12",
            EnvelopeCase(
                name: "two calls",
                body: Envelope.body(
                    #"{"tool_calls":[\#(Envelope.call),{"function":{"name":"decide","arguments":"{\"a\":1}"}}]}"#
                ),
                outcome: "several_tool_calls"
            )
        ),
        ("B14", EnvelopeCase(name: "choices empty", body: #"{"choices":[]}"#, outcome: "no_choices")),
        ("B14", EnvelopeCase(name: "choices missing", body: #"{"id":"x"}"#, outcome: "no_choices")),
        ("B16", EnvelopeCase(name: "usage null", body: Envelope.body(Envelope.calling, usage: "null"), outcome: "{}")),
        (
            "B16",
            EnvelopeCase(
                name: "usage as text",
                body: Envelope.body(Envelope.calling, usage: #"{"prompt_tokens":"3","completion_tokens":"2"}"#),
                outcome: "{}"
            )
        ),
        (
            "B18",
            EnvelopeCase(
                name: "thinking ate the budget",
                body: Envelope.body(#"{"content":null,"reasoning_content":"Let me"}"#, finish: #""length""#),
                outcome: "thinking_ate_budget"
            )
        ),
        (
            "B20",
            EnvelopeCase(
                name: "choices empty",
                dialect: .qwenNative,
                body: Envelope.native(#"{"choices":[]}"#),
                outcome: "no_choices"
            )
        ),
        (
            "B20",
            EnvelopeCase(
                name: "output null",
                dialect: .qwenNative,
                body: Envelope.native("null"),
                outcome: "no_choices"
            )
        ),
        (
            "B20",
            EnvelopeCase(
                name: "only a text",
                dialect: .qwenNative,
                body: Envelope.native(#"{"finish_reason":"stop","text":"{\"action\":\"BUY\"}"}"#),
                outcome: "no_choices"
            )
        ),
        // The content type is no part of the body; the client never asks for it. `plain-text` of the simulator's faults.
        ("B22", EnvelopeCase(name: "text/plain", body: Envelope.body(Envelope.calling), outcome: "{}")),
        ("S01", EnvelopeCase(name: "keep-alive", body: ": keep-alive\n\n" + Stream.good, outcome: "{价}")),
        (
            "S03",
            EnvelopeCase(
                name: "later pieces without a name",
                dialect: .qwenCompatible,
                body: Stream.good,
                outcome: "{价}"
            )
        ),
        (
            "S05",
            EnvelopeCase(
                name: "parallel calls on index 0",
                body: Stream.stream([Stream.opening(), Stream.opening("call_2"), Stream.end]),
                outcome: "several_tool_calls"
            )
        ),
        ("S07", EnvelopeCase(name: "usage with the finish reason", body: Stream.good, outcome: "{价}")),
        (
            "S09",
            EnvelopeCase(
                name: "CRLF, no blank after data",
                body: Stream.good.replacing("data: ", with: "data:").replacing("\n", with: "\r\n"),
                outcome: "{价}"
            )
        ),
        (
            "S11",
            EnvelopeCase(
                name: "no finish reason",
                body: Stream.stream([Stream.opening(), Stream.piece("{}")]),
                outcome: "interrupted"
            )
        ),
        (
            "S13",
            EnvelopeCase(
                name: "error event",
                dialect: .qwenNative,
                body: "event:error\n:HTTP_STATUS/429\n" + #"data:{"code":"Throttling","message":"slow"}"# + "\n\n",
                outcome: "error_inside"
            )
        ),
        (
            "S15",
            EnvelopeCase(
                name: "each event repeats the whole",
                dialect: .qwenNative,
                body:
                    "data:\(Stream.native("{", finish: "null"))\n\ndata:\(Stream.native("{}", finish: "tool_calls"))\n\n",
                outcome: "{}"
            )
        ),
    ]

    static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("shared/data/llm-hard-replies.json").path

    @Test(arguments: rows.indices) func eachHasItsVerdict(index: Int) {
        let (id, example) = Self.rows[index]
        let outcome =
            id.hasPrefix("S")
            ? Stream.outcome(example.dialect, example.body) : Envelope.outcome(example.dialect, example.body)
        #expect(outcome == example.outcome, "\(id) \(example)")
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: path), "the collection is not here"))
    func everyOneOfTheCollectionHasARow() throws {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Self.path)))
        let vectors = try #require(try JSONReader.read(bytes)["vectors"]?.array)
        let wanted = vectors.filter { ["body", "sse"].contains($0["layer"]?.string) }.compactMap { $0["id"]?.string }
        let known = Set(Self.rows.map(\.id))
        #expect(!wanted.isEmpty)
        #expect(wanted.filter { !known.contains($0) }.isEmpty)
    }
}
