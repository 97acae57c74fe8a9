import ModelAgent
import Testing
import TradingDomain

/// One reply to a question about BTCUSDT at 65000 and what must come of it.
struct ReplyRow: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    /// `nil`: accepted.
    let reason: ReplyRefusal.Reason?

    var testDescription: String { name }

    static let buy = entry()

    /// A sound BUY with some of its members changed; an empty value takes the member out.
    static func entry(_ changes: [(String, String)] = []) -> String {
        var members = [
            ("symbol", "\"BTCUSDT\""), ("action", "\"BUY\""), ("confidence", "62"), ("entry", "65000.10"),
            ("stop_loss", "64000"), ("take_profit", "67000"), ("position_size_percent", "5"), ("leverage", "2"),
            ("reasoning", "\"ok\""), ("risk_level", "\"LOW\""), ("risk_score", "30"),
        ]
        for (key, value) in changes {
            if let index = members.firstIndex(where: { $0.0 == key }) {
                members[index].1 = value
            } else {
                members.append((key, value))
            }
        }
        return "{" + members.filter { !$0.1.isEmpty }.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    static func reply(_ entries: String...) -> String { "{\"decisions\":[" + entries.joined(separator: ",") + "]}" }

    static func changed(_ name: String, _ key: String, _ value: String, _ reason: ReplyRefusal.Reason?) -> ReplyRow {
        ReplyRow(name: name, text: reply(entry([(key, value)])), reason: reason)
    }

    static let sell = entry([("action", "\"SELL\""), ("stop_loss", "66000"), ("take_profit", "63000")])
    static let hold = entry([
        ("action", "\"HOLD\""), ("entry", "null"), ("stop_loss", "null"), ("take_profit", "null"),
        ("position_size_percent", "0"), ("leverage", "1"),
    ])

    static let rows: [ReplyRow] =
        wrapping + fields + prices + [
            ReplyRow(name: "buy", text: reply(buy), reason: nil),
            ReplyRow(name: "sell", text: reply(sell), reason: nil),
            ReplyRow(name: "hold", text: reply(hold), reason: nil),
            ReplyRow(
                name: "hold without what it does not use",
                text: #"{"decisions":[{"symbol":"BTCUSDT","action":"HOLD","confidence":50,"reasoning":"x","#
                    + #""risk_level":"LOW","risk_score":1}]}"#,
                reason: nil
            ),
            ReplyRow(name: "hold with prices", text: reply(entry([("action", "\"HOLD\"")])), reason: .contradiction),
            ReplyRow(name: "twice the same", text: reply(buy, buy), reason: nil),
            ReplyRow(name: "twice, different", text: reply(buy, sell), reason: .symbolTwice),
            ReplyRow(name: "twice, one of them bad", text: reply(buy, entry([("leverage", "99")])), reason: .range),
            ReplyRow(name: "no entry", text: reply(), reason: .symbolMissing),
            ReplyRow(
                name: "another symbol only",
                text: reply(entry([("symbol", "\"ETHUSDT\"")])),
                reason: .symbolMissing
            ),
            ReplyRow(name: "another symbol beside", text: reply(buy, entry([("symbol", "\"ETHUSDT\"")])), reason: nil),
            ReplyRow(name: "a number beside", text: reply(buy, "7"), reason: nil),
        ]

    private static let wrapping: [ReplyRow] = [
        ReplyRow(name: "the entry alone", text: buy, reason: nil),
        ReplyRow(name: "byte order mark and blanks", text: "\u{feff}\n\n " + reply(buy) + " \r\n\t", reason: nil),
        ReplyRow(name: "fence", text: "```json\n" + reply(buy) + "\n```", reason: nil),
        ReplyRow(name: "fence without a tag", text: "```\n" + reply(buy) + "\n```\n", reason: nil),
        ReplyRow(name: "two fences", text: "```\n" + buy + "\n```\n```\n" + sell + "\n```", reason: .json),
        ReplyRow(name: "fence that never ends", text: "```json\n" + buy, reason: .noObject),
        ReplyRow(name: "think block", text: "<think>\nSELL? {no}\n</think>\n\n" + reply(buy), reason: nil),
        ReplyRow(name: "think block that never ends", text: "<think>\n" + reply(buy), reason: .truncated),
        ReplyRow(name: "prose around", text: "Here it is:\n" + reply(buy) + "\nGood luck!", reason: nil),
        ReplyRow(name: "prose around two", text: "A: " + buy + " or B: " + sell, reason: .json),
        ReplyRow(name: "prose with an array", text: "[note] " + reply(buy) + " ok", reason: .json),
        ReplyRow(name: "prose only", text: "I would wait.", reason: .noObject),
        ReplyRow(name: "two objects", text: buy + buy, reason: .json),
        ReplyRow(name: "two objects on lines", text: reply(buy) + "\n" + reply(sell), reason: .json),
        ReplyRow(name: "array", text: "[" + buy + "]", reason: .form),
        ReplyRow(
            name: "envelope",
            text: "{\"name\":\"submit_decisions\",\"arguments\":" + reply(buy) + "}",
            reason: nil
        ),
        ReplyRow(
            name: "envelope of another tool",
            text: "{\"name\":\"sell_all\",\"arguments\":" + reply(buy) + "}",
            reason: .missingField
        ),
        ReplyRow(name: "text tool call", text: "<tool_call>\n" + reply(buy) + "\n</tool_call>", reason: .leakedMarkup),
        ReplyRow(name: "leaked markup", text: "<\u{2016}DSML\u{2016}invoke name=\"x\">", reason: .leakedMarkup),
        ReplyRow(name: "double encoding", text: "\"{\\\"decisions\\\":[]}\"", reason: .form),
        ReplyRow(name: "blank", text: String(repeating: "\n", count: 4000), reason: .blank),
        ReplyRow(name: "empty", text: "", reason: .blank),
        ReplyRow(name: "empty object", text: "{}", reason: .missingField),
        ReplyRow(name: "oversized", text: String(repeating: " ", count: 65_537), reason: .oversized),
        ReplyRow(
            name: "depth",
            text: String(repeating: "[", count: 17) + String(repeating: "]", count: 17),
            reason: .depth
        ),
        ReplyRow(name: "cut inside", text: String(reply(buy).dropLast(9)), reason: .truncated),
        ReplyRow(name: "one brace missing", text: String(reply(buy).dropLast()), reason: .truncated),
        ReplyRow(name: "key beside decisions", text: "{\"decisions\":[" + buy + "],\"note\":1}", reason: .unknownField),
        ReplyRow(name: "decisions no array", text: "{\"decisions\":" + buy + "}", reason: .type),
        ReplyRow(name: "single quotes", text: reply(buy).replacing("\"", with: "'"), reason: .json),
        ReplyRow(name: "trailing comma", text: "{\"decisions\":[" + buy + ",]}", reason: .json),
        ReplyRow(name: "lone surrogate", text: reply(entry([("reasoning", "\"\\ud800\"")])), reason: .json),
        ReplyRow(name: "raw newline", text: reply(entry([("reasoning", "\"a\nb\"")])), reason: .json),
        ReplyRow(
            name: "duplicate key",
            text: reply(buy.replacing("\"symbol\"", with: "\"action\":\"SELL\",\"symbol\"")),
            reason: .duplicateKey
        ),
    ]

    private static let fields: [ReplyRow] = [
        changed("confidence as text", "confidence", "\"62\"", .type),
        changed("confidence as a fraction", "confidence", "0.62", .range),
        changed("confidence with a point", "confidence", "62.0", .range),
        changed("confidence with an exponent", "confidence", "6e1", .range),
        changed("confidence over 100", "confidence", "180", .range),
        changed("confidence below 0", "confidence", "-1", .range),
        changed("confidence null", "confidence", "null", .type),
        changed("confidence true", "confidence", "true", .type),
        changed("confidence missing", "confidence", "", .missingField),
        changed("NaN", "confidence", "NaN", .json),
        changed("thousands separator", "entry", "65,000", .json),
        changed("unknown word", "action", "\"STRONG_BUY\"", .word),
        changed("padded word", "action", "\" BUY \"", .word),
        changed("word as object", "action", "{}", .type),
        changed("unknown key", "note", "1", .unknownField),
        changed("size 0", "position_size_percent", "0", .range),
        changed("size over 100", "position_size_percent", "101", .range),
        changed("leverage over the cap", "leverage", "21", .range),
        changed("leverage 0", "leverage", "0", .range),
        changed("risk level", "risk_level", "\"low\"", .word),
        changed("risk score", "risk_score", "101", .range),
        changed("full-width text is left alone", "reasoning", "\"价格：上涨，“突破”｛阻力｝\"", nil),
        changed("fence inside a string", "reasoning", "\"```json {\\\"action\\\":\\\"SELL\\\"} ```\"", nil),
        changed("escape sequence for a terminal", "reasoning", "\"\\u001b[2J\"", .range),
        changed("reasoning too long", "reasoning", "\"" + String(repeating: "x", count: 601) + "\"", .range),
    ]

    private static let prices: [ReplyRow] = [
        changed("price as text", "entry", "\"65000\"", .type),
        changed("price null", "stop_loss", "null", .contradiction),
        changed("price missing", "stop_loss", "", .missingField),
        changed("price 0", "stop_loss", "0", .range),
        changed("price below 0", "stop_loss", "-64000", .range),
        changed("price with an exponent", "entry", "6.5e4", .range),
        changed("price overflow", "take_profit", "1e400", .range),
        changed("price with nine decimals", "entry", "65000.123456789", .range),
        changed("entry at the edge of reach", "entry", "66500", nil),
        changed("entry within 5 %", "entry", "61800", .contradiction),
        changed("entry out of reach", "entry", "68251", .priceOutOfReach),
        changed("a digit slipped", "entry", "6500", .priceOutOfReach),
        changed("stop at the market", "stop_loss", "65000", .stopOnWrongSide),
        changed("stop above the market", "stop_loss", "65001", .stopOnWrongSide),
        changed("stop out of reach", "stop_loss", "6400", .priceOutOfReach),
        changed("target below the market", "take_profit", "64999", .targetOnWrongSide),
        changed("target out of reach", "take_profit", "670000", .priceOutOfReach),
        changed("reward under risk", "take_profit", "65999", .rewardToRisk),
        changed("reward equals risk", "take_profit", "66000", nil),
    ]
}
