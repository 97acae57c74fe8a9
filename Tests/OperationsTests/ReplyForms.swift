import JSONText
import Operations

/// Decision texts inside the envelopes of both providers, as they come over the wire.
enum ReplyForms {
    static func quoted(_ text: String) -> String {
        var writer = JSONWriter()
        writer.string(text)
        return writer.text
    }

    static func call(_ arguments: String, name: String = "submit_decisions", id: String = "call_1") -> String {
        #"{"index":0,"id":"\#(id)","type":"function","function":{"name":"\#(name)","arguments":\#(quoted(arguments))}}"#
    }

    /// A chat completion; `calls` and `finish` are JSON.
    static func body(calls: String, finish: String = #""tool_calls""#, content: String = #""""#) -> String {
        #"{"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":"#
            + #"{"role":"assistant","content":\#(content),"tool_calls":\#(calls)},"logprobs":null,"#
            + #""finish_reason":\#(finish)}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}"#
    }

    static func whole(_ arguments: String) -> String { body(calls: "[\(call(arguments))]") }

    static func native(_ arguments: String) -> String {
        #"{"output":{"choices":[{"finish_reason":"tool_calls","message":{"role":"assistant","content":"","#
            + #""tool_calls":[\#(call(arguments))]}}]},"usage":{"input_tokens":3,"output_tokens":2},"request_id":"r"}"#
    }

    /// The same call in pieces of seven characters.
    static func stream(_ arguments: String) -> String {
        var events = [chunk(call("", id: "call_1"), finish: "null")]
        var rest = arguments.unicodeScalars[...]
        while !rest.isEmpty {
            let piece = quoted(String(rest.prefix(7)))
            events.append(chunk(#"{"index":0,"id":"","function":{"arguments":\#(piece)}}"#, finish: "null"))
            rest = rest.dropFirst(7)
        }
        events.append(#"{"choices":[{"index":0,"delta":{"content":""},"finish_reason":"tool_calls"}]}"#)
        return ": keep-alive\n\n" + (events + ["[DONE]"]).map { "data: \($0)\n\n" }.joined()
    }

    static func nativeStream(_ arguments: String) -> String {
        "id:1\nevent:result\n:HTTP_STATUS/200\ndata:\(native(arguments))\n\n"
    }

    private static func chunk(_ call: String, finish: String) -> String {
        #"{"choices":[{"index":0,"delta":{"tool_calls":[\#(call)]},"finish_reason":\#(finish)}],"usage":null}"#
    }

    /// Each way in which the text may come, with the reader's form for it.
    static func all(_ arguments: String) -> [(name: String, bytes: [UInt8], form: ReplyCheck.Form)] {
        [
            ("arguments", Array(arguments.utf8), .arguments),
            ("deepseek", Array(whole(arguments).utf8), .body(.deepseek)),
            ("deepseek stream", Array(stream(arguments).utf8), .body(.deepseek)),
            ("qwen", Array(whole(arguments).utf8), .body(.qwen)),
            ("qwen stream", Array(stream(arguments).utf8), .body(.qwen)),
            ("native", Array(native(arguments).utf8), .body(.qwen)),
            ("native stream", Array(nativeStream(arguments).utf8), .body(.qwen)),
        ]
    }
}
