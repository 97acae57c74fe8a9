import JSONText
import Operations
import TestSupport
import Testing
import TradingDomain

/// `tandem reply check`, through the reader and the envelopes of both providers.
@Suite struct ReplyCheckTests {
    private static func check(_ bytes: [UInt8], _ form: ReplyCheck.Form) throws -> ReplyCheck {
        ReplyCheck(bytes, as: form, symbol: try Symbol("BTCUSDT"), price: try Price(parsing: "65000"), channel: .entry)
    }

    @Test func eachNastyTextIsNamedWhateverEnvelopeItComesIn() throws {
        for row in NastyReplies.texts + NastyReplies.moreTexts {
            for (form, bytes, kind) in ReplyForms.all(row.text) {
                let check = try Self.check(bytes, kind)
                #expect(check.reason == row.reason, "\(row.name), \(form): \(check.detail ?? "")")
                #expect((check.verdict == .accept) == (row.reason == nil), "\(row.name), \(form)")
            }
        }
    }

    @Test(.enabled(if: HardReplies.isPresent))
    func everySharedVectorGetsItsVerdictWhateverEnvelopeItComesIn() throws {
        let vectors = try HardReplies.arguments()
        #expect(vectors.count >= 30)
        for vector in vectors {
            guard let isAccepted = vector.isAccepted else { continue }
            for (form, bytes, kind) in ReplyForms.all(vector.mapped) {
                let check = try Self.check(bytes, kind)
                #expect((check.verdict == .accept) == isAccepted, "\(vector.id), \(form): \(check.detail ?? "")")
            }
        }
    }

    /// What is printed is what the model wrote, member for member.
    @Test func anAcceptedReplyNeverDiffersFromWhatWasSaid() throws {
        for text in [NastyReplies.buy, NastyReplies.sell, NastyReplies.entry("entry", "65000.12345678")] {
            let check = try Self.check(Array(text.utf8), .arguments)
            let (said, printed) = (try JSONReader.read(text: text), try JSONReader.read(text: check.json)["decision"])
            for member in said.members ?? [] {
                let value = try #require(printed?[member.key], "\(member.key)")
                if case .number(let digits) = member.value, case .number(let shown) = value {
                    #expect(try Price(parsing: digits) == Price(parsing: shown), "\(member.key)")
                } else {
                    #expect(value == member.value, "\(member.key)")
                }
            }
        }
    }

    private static let bodies: [(name: String, text: String, reason: String)] = [
        ("blank lines", "\n\n\n", "empty_body"), ("nothing", "", "empty_body"),
        ("a gateway's page", "<html><body><h1>502 Bad Gateway</h1></body></html>", "not_json"),
        ("an error", #"{"error":{"message":"busy","type":"x","code":"busy"}}"#, "error_inside"),
        ("DashScope's error", #"{"code":"Throttling","message":"slow","request_id":"r"}"#, "error_inside"),
        ("cut by length", ReplyForms.body(calls: "[\(good)]", finish: #""length""#), "cut_at_limit"),
        ("filtered", ReplyForms.body(calls: "[\(good)]", finish: #""content_filter""#), "filtered"),
        ("no resource", ReplyForms.body(calls: "[\(good)]", finish: #""insufficient_system_resource""#), "interrupted"),
        ("no end", ReplyForms.body(calls: "[\(good)]", finish: "null"), "interrupted"),
        ("two calls", ReplyForms.body(calls: "[\(good),\(good)]"), "several_tool_calls"),
        ("no calls", ReplyForms.body(calls: "[]"), "no_tool_call"),
        ("text only", ReplyForms.body(calls: "null", finish: #""stop""#, content: #""I would buy.""#), "no_tool_call"),
        (
            "another tool", ReplyForms.body(calls: "[\(ReplyForms.call(NastyReplies.buy, name: "sell_all"))]"),
            "wrong_tool"
        ),
        (
            "reasoning only",
            #"{"choices":[{"index":0,"message":{"content":null,"reasoning_content":"BUY"},"finish_reason":"length"}]}"#,
            "thinking_ate_budget"
        ),
        ("two choices", #"{"choices":[{"index":0,"message":{}},{"index":1,"message":{}}]}"#, "several_choices"),
        ("body twice", ReplyForms.whole(NastyReplies.buy) + ReplyForms.whole(NastyReplies.buy), "not_json"),
        ("trailing comma", String(ReplyForms.whole(NastyReplies.buy).dropLast()) + ",}", "not_json"),
        ("duplicate key", String(ReplyForms.whole(NastyReplies.buy).dropLast()) + #","choices":[]}"#, "duplicate_key"),
        ("cut", String(ReplyForms.whole(NastyReplies.buy).prefix(200)), "not_json"),
        ("cut stream", String(ReplyForms.stream(NastyReplies.buy).prefix(700)), "interrupted"),
        ("a list", "[]", "malformed_body"), ("text", #""BUY""#, "malformed_body"),
        ("decision without an envelope", NastyReplies.buy, "no_choices"),
    ]

    private static let good = ReplyForms.call(NastyReplies.buy)

    @Test func eachBrokenBodyIsNamed() throws {
        for (name, text, reason) in Self.bodies {
            for provider in ReplyCheck.Provider.allCases {
                let check = try Self.check(Array(text.utf8), .body(provider))
                #expect(check.reason == reason, "\(name), \(provider): \(check.detail ?? "")")
                #expect(check.decision == nil)
            }
        }
    }

    @Test func eachOddBodyGetsItsVerdict() throws {
        for row in NastyReplies.moreBodies {
            for provider in ReplyCheck.Provider.allCases {
                let check = try Self.check(Array(row.text.utf8), .body(provider))
                #expect(check.reason == row.reason, "\(row.name), \(provider): \(check.detail ?? "")")
            }
        }
    }

    /// A model that is asked for JSON text says it in the message, and nowhere else.
    @Test func jsonModeReadsTheMessageAlone() throws {
        let said = ReplyForms.quoted(NastyReplies.reply(NastyReplies.buy))
        let text = ReplyForms.body(calls: "null", finish: #""stop""#, content: said)
        #expect(try Self.check(Array(text.utf8), .textBody(.qwen)).verdict == .accept)
        #expect(try Self.check(Array(text.utf8), .body(.qwen)).reason == "no_tool_call")
        #expect(try Self.check(Array(ReplyForms.whole(NastyReplies.buy).utf8), .textBody(.qwen)).verdict == .refuse)
    }

    @Test func bytesThatAreNoTextAndBodiesBeyondTheCapAreRefused() throws {
        let broken = Array(NastyReplies.buy.utf8) + [0xff]
        #expect(try Self.check(broken, .arguments).reason == "json")
        #expect(try Self.check(broken, .body(.qwen)).verdict == .refuse)
        let huge = [UInt8](repeating: 0x20, count: ReplyCheck.mostBytes + 1)
        #expect(try Self.check(huge, .arguments).reason == "oversized")
        #expect(try Self.check(huge, .body(.deepseek)).reason == "oversized")
        #expect(try Self.check([UInt8](repeating: 0x20, count: 65_537), .arguments).reason == "oversized")
    }

    @Test func theVerdictIsOneObjectWithItsReason() throws {
        let refused = try Self.check(Array(NastyReplies.entry("confidence", "\"62\"").utf8), .arguments)
        let text = try JSONReader.read(text: refused.json)
        #expect(text.members?.map(\.key) == ["verdict", "reason", "detail", "decision"])
        #expect(text["verdict"]?.string == "refuse" && text["reason"]?.string == "type")
        #expect(text["decision"]?.isNull == true && !refused.json.contains("\n"))
        let hold =
            #"{"symbol":"BTCUSDT","action":"HOLD","confidence":40,"reasoning":"x","risk_level":"LOW","risk_score":1}"#
        #expect(try Self.check(Array(hold.utf8), .arguments).json.contains(#""action":"HOLD","confidence":40"#))
    }
}
