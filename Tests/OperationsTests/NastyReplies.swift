/// Decision texts and bodies that a client must not mistake for a decision, with the reason that must be named.
enum NastyReplies {
    struct Row: Sendable {
        let name: String
        let text: String
        /// `nil`: accepted.
        let reason: String?

        init(_ name: String, _ text: String, _ reason: String?) {
            self.name = name
            self.text = text
            self.reason = reason
        }
    }

    static let buy = entry()

    /// A sound BUY with one member's value replaced, as text.
    static func entry(_ key: String = "", _ value: String = "") -> String {
        let members = [
            ("symbol", #""BTCUSDT""#), ("action", #""BUY""#), ("confidence", "62"), ("entry", "65000.10"),
            ("stop_loss", "64000"), ("take_profit", "67000"), ("position_size_percent", "5"), ("leverage", "2"),
            ("reasoning", #""ok""#), ("risk_level", #""LOW""#), ("risk_score", "30"),
        ]
        return "{" + members.map { #""\#($0.0)":\#($0.0 == key ? value : $0.1)"# }.joined(separator: ",") + "}"
    }

    static func reply(_ entries: String...) -> String { #"{"decisions":[\#(entries.joined(separator: ","))]}"# }

    static let sell = entry("action", #""SELL""#)
        .replacing("64000", with: "66000").replacing("67000", with: "63000")

    private static func row(_ name: String, _ key: String, _ value: String, _ reason: String?) -> Row {
        Row(name, reply(entry(key, value)), reason)
    }

    /// Texts of a tool call.
    static let texts: [Row] = [
        Row("a decision", reply(buy), nil),
        Row("the entry alone", buy, nil),
        Row("byte order mark", "\u{feff}" + reply(buy), nil),
        Row(
            "duplicate key in the entry",
            reply(buy.replacing(#""leverage":2"#, with: #""leverage":2,"leverage":3"#)),
            "duplicate_key"
        ),
        Row(
            "duplicate key, the same value",
            reply(buy.replacing(#""leverage":2"#, with: #""leverage":2,"leverage":2"#)),
            "duplicate_key"
        ),
        Row(
            "duplicate key written with an escape",
            reply(buy.replacing(#""leverage":2"#, with: #""leverage":2,"\u006ceverage":3"#)),
            "duplicate_key"
        ),
        Row("duplicate key at the top", #"{"decisions":[\#(buy)],"decisions":[\#(sell)]}"#, "duplicate_key"),
        Row("duplicate key at depth", reply(entry("reasoning", #"{"a":{"b":1,"b":2}}"#)), "duplicate_key"),
        Row(
            "key that differs in case",
            reply(buy.replacing(#""leverage":2"#, with: #""leverage":2,"Action":"SELL""#)),
            "unknown_field"
        ),
        row("NaN", "confidence", "NaN", "json"), row("infinity", "confidence", "Infinity", "json"),
        row("minus infinity", "stop_loss", "-Infinity", "json"), row("hexadecimal", "confidence", "0x3e", "json"),
        row("leading zero", "confidence", "062", "json"), row("leading plus", "confidence", "+62", "json"),
        row("bare point", "entry", ".5", "json"), row("point without digits", "entry", "65000.", "json"),
        row("1e999", "entry", "1e999", "range"), row("1e999 as a share", "confidence", "1e999", "range"),
        row("exponent that fits", "confidence", "6.2e1", "range"),
        row("huge integer", "confidence", String(repeating: "9", count: 400), "range"),
        row("64 bits and one", "leverage", "18446744073709551618", "range"),
        row("price of 64 bits and more", "take_profit", "92233720368547758080", "range"),
        row("price of nine decimals", "entry", "65000.000000001", "range"),
        row("price in text", "entry", #""65000.10""#, "type"),
        row("confidence in text", "confidence", #""62""#, "type"),
        row("confidence in words", "confidence", #""high""#, "type"),
        row("confidence as a fraction", "confidence", "0.62", "range"),
        row("percent sign", "confidence", "62%", "json"), row("boolean", "confidence", "true", "type"),
        row("array around the action", "action", #"["BUY"]"#, "type"),
        row("null action", "action", "null", "type"), row("lower case", "action", #""buy""#, "word"),
        row("other language", "action", #""买入""#, "word"), row("Cyrillic letter", "action", #""ВUY""#, "word"),
        row("unpaired high surrogate", "reasoning", #""\ud83d""#, "json"),
        row("unpaired low surrogate", "reasoning", #""\ude00""#, "json"),
        row("surrogates the wrong way round", "reasoning", #""\ude00\ud83d""#, "json"),
        row("a pair is a character", "reasoning", #""\ud83d\ude00""#, nil),
        row("null character", "reasoning", #""a\u0000b""#, "range"),
        row("raw tab", "reasoning", "\"a\tb\"", "json"), row("bad escape", "reasoning", #""\x41""#, "json"),
        row("symbol in lower case", "symbol", #""btcusdt""#, "symbol_missing"),
        row("symbol with a slash", "symbol", #""BTC/USDT""#, "symbol_missing"),
        row("zero-width space in the symbol", "symbol", "\"BTC\u{200b}USDT\"", "symbol_missing"),
        row("full-width symbol", "symbol", #""ＢＴＣＵＳＤＴ""#, "symbol_missing"),
        row("another symbol", "symbol", #""ETHUSDT""#, "symbol_missing"),
        row("stop above a BUY", "stop_loss", "65500", "stop_on_wrong_side"),
        row("stop at the market", "stop_loss", "65000", "stop_on_wrong_side"),
        row("target below a BUY", "take_profit", "64500", "target_on_wrong_side"),
        row("stop of a tenth", "stop_loss", "6400", "price_out_of_reach"),
        row("entry without its last digit", "entry", "6500", "price_out_of_reach"),
        row("target with a digit more", "take_profit", "670000", "price_out_of_reach"),
        row("reward below risk", "take_profit", "65500", "reward_to_risk"),
        row("stop of nothing", "stop_loss", "0", "range"), row("stop below nothing", "stop_loss", "-64000", "range"),
        row("no size", "position_size_percent", "0", "range"),
        row("size beyond all", "position_size_percent", "101", "range"),
        row("leverage beyond reason", "leverage", "125", "range"), row("half a leverage", "leverage", "1.5", "range"),
        Row("BUY with the prices of a SELL", reply(sell.replacing("SELL", with: "BUY")), "stop_on_wrong_side"),
        Row("HOLD with prices", reply(entry("action", #""HOLD""#)), "contradiction"),
        Row("two different objects", buy + sell, "json"), Row("two equal objects", buy + buy, "json"),
        Row("two lines", reply(buy) + "\n" + reply(buy), "json"),
        Row("a brace after", reply(buy) + " {", "json"), Row("a brace before", "} " + reply(buy), "json"),
        Row("object in prose and a bracket", "Answer [1]: " + reply(buy), "json"),
        Row("trailing comma in the object", reply(buy.replacing("30}", with: "30,}")), "json"),
        Row("trailing comma in the list", #"{"decisions":[\#(buy),]}"#, "json"),
        Row("comment to the line's end", reply(buy).replacing("{\"symbol", with: "{ // long\n\"symbol"), "json"),
        Row("comment within", reply(buy).replacing("{\"symbol", with: "{/* long */\"symbol"), "json"),
        Row("no-break space between", reply(buy).replacing(":62", with: ":\u{a0}62"), "json"),
        Row("zero-width space between", reply(buy).replacing(":62", with: ":\u{200b}62"), "json"),
        Row("byte order mark within", reply(buy).replacing(":62", with: ":\u{feff}62"), "json"),
        Row("curly quotes", reply(buy).replacing("\"", with: "”"), "json"),
        Row("half of it", String(reply(buy).prefix(60)), "truncated"),
        Row("all but the last brace", String(reply(buy).dropLast()), "truncated"),
        Row("fence", "```json\n\(reply(buy))\n```", nil),
        Row("fence within a fence", "```\n```json\n\(reply(buy))\n```\n```", "json"),
        Row("two fences", "```json\n\(reply(buy))\n```\n```json\n\(reply(sell))\n```", "json"),
        Row("think block", "<think>SELL {\"action\":\"SELL\"}</think>\(reply(buy))", nil),
        Row("think block after", reply(buy) + "<think>no</think>", "leaked_markup"),
        Row("two think blocks", "<think>a</think><think>b</think>\(reply(buy))", "leaked_markup"),
        Row("encoded twice", ReplyForms.quoted(reply(buy)), "form"), Row("a list of one", "[\(buy)]", "form"),
        Row("null", "null", "no_object"), Row("a number", "62", "no_object"), Row("empty", "", "blank"),
        Row("white space", " \n\t ", "blank"), Row("empty object", "{}", "missing_field"),
        Row("no decisions", #"{"decisions":[]}"#, "symbol_missing"),
        Row("decisions as null", #"{"decisions":null}"#, "type"),
        Row("decisions by symbol", #"{"decisions":{"BTCUSDT":\#(buy)}}"#, "type"),
        Row("depth", String(repeating: "[", count: 400) + String(repeating: "]", count: 400), "depth"),
        Row("a page", "<!DOCTYPE html><html><body>502</body></html>", "leaked_markup"),
        Row("both sides for one symbol", reply(buy, sell), "symbol_twice"),
        Row("the same twice", reply(buy, buy), nil),
    ]
}
