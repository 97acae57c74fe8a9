/// More of the same kind: other scripts, other scales, other notations.
extension NastyReplies {
    private static func row(_ name: String, _ key: String, _ value: String, _ reason: String?) -> Row {
        Row(name, reply(entry(key, value)), reason)
    }

    /// Texts of a tool call.
    static let moreTexts: [Row] = [
        row("Arabic digits", "confidence", "٦٢", "json"), row("full-width digits", "confidence", "６２", "json"),
        row("thousands separator", "entry", "65,000.10", "json"), row("underscore", "entry", "65_000", "json"),
        row("currency sign", "entry", "$65000", "json"), row("sum", "entry", "65000+0.1", "json"),
        row("exponent price", "entry", "6.5e4", "range"), row("huge exponent", "entry", "1E+400", "range"),
        row("tiny exponent", "stop_loss", "1e-400", "range"), row("minus zero", "stop_loss", "-0", "range"),
        row("minus zero point zero", "take_profit", "-0.0", "range"),
        row("about", "entry", #""~65000""#, "type"), row("a range of prices", "entry", #""64900-65100""#, "type"),
        row("a list of prices", "entry", "[65000]", "type"),
        row("a price in an object", "entry", #"{"p":65000}"#, "type"),
        row("price as a flag", "entry", "true", "type"), row("confidence and a half", "confidence", "62.5", "range"),
        row("confidence below nothing", "confidence", "-1", "range"),
        row("confidence 101", "confidence", "101", "range"),
        row("no confidence", "confidence", "null", "type"), row("leverage in text", "leverage", #""2x""#, "type"),
        row("no leverage", "leverage", "null", "type"), row("leverage of nothing", "leverage", "0", "range"),
        row("LONG", "action", #""LONG""#, "word"), row("capitalised", "action", #""Buy""#, "word"),
        row("blank behind", "action", #""BUY ""#, "word"), row("strong buy", "action", #""STRONG_BUY""#, "word"),
        row("two actions", "action", #""BUY|SELL""#, "word"),
        row("risk in lower case", "risk_level", #""low""#, "word"),
        row("risk as a number", "risk_level", "1", "type"), row("no reasoning", "reasoning", "null", "type"),
        row("entry beyond reach", "entry", "70000", "price_out_of_reach"),
        row("escaped symbol", "symbol", #""\u0042TCUSDT""#, nil),
        row("line separator", "reasoning", "\"a\u{2028}b\"", nil),
        Row("SELL with the prices of a BUY", reply(buy.replacing("BUY", with: "SELL")), "stop_on_wrong_side"),
        Row("a key in Chinese", reply(buy.replacing("\"action\"", with: "\"动作\"")), "unknown_field"),
        Row("a key with a blank", reply(buy.replacing("\"action\"", with: "\"action \"")), "unknown_field"),
        Row("carriage returns", reply(buy).replacing(",", with: ",\r\n"), nil),
        Row("vertical tab", reply(buy).replacing(":62", with: ":\u{0b}62"), "json"),
        Row("form feed", reply(buy).replacing(":62", with: ":\u{0c}62"), "json"),
        Row("single quotes", reply(buy).replacing("\"", with: "'"), "json"),
        Row("semicolons", reply(buy).replacing(",", with: ";"), "json"),
        Row("tool call in tags", "<tool_call>\(reply(buy))</tool_call>", "leaked_markup"),
        Row("tool call in bars", "<｜DSML｜tool_calls>\(reply(buy))", "leaked_markup"),
        Row("thought without an end", "<think>\(reply(buy))", "truncated"),
        Row("two objects in prose", "First \(reply(buy)) or else \(reply(sell))", "json"),
        Row("prose around one", "Here it is:\n\(reply(buy))\nGood luck", nil),
        Row("a BUY and another symbol's entry", reply(buy, entry("symbol", #""ETHUSDT""#)), nil),
    ]

    /// Whole bodies of a compatible endpoint; `nil` is accepted.
    static let moreBodies: [Row] = [
        Row("arguments as an object", ReplyForms.body(calls: "[\(plain("{}"))]"), "arguments_not_text"),
        Row("arguments as null", ReplyForms.body(calls: "[\(plain("null"))]"), "arguments_not_text"),
        Row("arguments as a number", ReplyForms.body(calls: "[\(plain("1"))]"), "arguments_not_text"),
        Row("finish in capitals", ReplyForms.body(calls: "[\(call)]", finish: #""TOOL_CALLS""#), "unknown_finish"),
        Row("finish as a number", ReplyForms.body(calls: "[\(call)]", finish: "1"), "malformed_body"),
        Row("aborted", ReplyForms.body(calls: "[\(call)]", finish: #""aborted""#), "interrupted"),
        Row("content null beside a call", ReplyForms.body(calls: "[\(call)]", content: "null"), nil),
        Row("byte order mark and blank lines", "\u{feff}\n\n" + ReplyForms.whole(buy), nil),
        Row("choices as an object", #"{"choices":{"index":0}}"#, "no_choices"),
        Row("no choice", #"{"choices":[]}"#, "no_choices"), Row("choices null", #"{"choices":null}"#, "no_choices"),
        Row("null", "null", "malformed_body"),
        Row("a call of another type", ReplyForms.body(calls: "[\(typed("custom"))]"), "malformed_body"),
        Row("an error in a stream", "data: {\"error\":{\"message\":\"busy\",\"code\":\"b\"}}\n\n", "error_inside"),
        Row("a stream of comments", ": keep-alive\n\n: keep-alive\n\n", "interrupted"),
        Row("a stream with CR LF", ReplyForms.stream(buy).replacing("\n", with: "\r\n"), nil),
    ]

    private static let call = ReplyForms.call(buy)

    private static func plain(_ arguments: String) -> String {
        #"{"index":0,"id":"c","type":"function","function":{"name":"submit_decisions","arguments":\#(arguments)}}"#
    }

    private static func typed(_ type: String) -> String { call.replacing("\"function\",", with: "\"\(type)\",") }
}
