import HTTPServing
import JSONText
import ModelSimulator
import Testing
import TradingDomain

/// One request and how it is turned down; an empty `words` stands for an answer.
struct CheckCase: CustomTestStringConvertible, Sendable {
    let name: String
    var path = "/chat/completions"
    var key: String? = "sk-any"
    let body: String
    var status = 400
    let words: String

    var testDescription: String { name }
}

/// Requests that the providers turn down are turned down in the same words.
@Suite struct SimulatorCheckTests {
    static let compatible = "/compatible-mode/v1/chat/completions"
    static let native = "/api/v1/services/aigc/text-generation/generation"
    static let messages = #""messages":[{"role":"system","content":"Decide."},{"role":"user","content":"BTC"}]"#
    static let jsonMessages = #""messages":[{"role":"user","content":"answer in JSON"}]"#
    static let tools = #""tools":[{"type":"function","function":{"name":"decide","parameters":{"type":"object"}}}]"#
    static let forced = #""tool_choice":{"type":"function","function":{"name":"decide"}}"#
    static let off = #""thinking":{"type":"disabled"}"#
    static let jsonMode = #""response_format":{"type":"json_object"}"#
    static let thinkingWords = "does not support being set to required or object in thinking mode"

    static func strict(_ schema: String) -> String {
        #"{"model":"deepseek-flash",\#(off),\#(messages),"tools":[{"type":"function","function":"#
            + #"{"name":"decide","strict":true,"parameters":\#(schema)}}]}"#
    }

    static let deepSeek: [CheckCase] = [
        CheckCase(name: "no key", key: nil, body: "{}", status: 401, words: "Authentication Fails (governor)"),
        CheckCase(
            name: "wrong key",
            key: "sk-invalid-12ab",
            body: "{}",
            status: 401,
            words: "api key: ****12ab is invalid"
        ),
        CheckCase(name: "no balance", key: "sk-no-balance", body: "{}", status: 402, words: "Insufficient Balance"),
        CheckCase(name: "no JSON", body: "{", words: "Failed to parse the request body as JSON"),
        CheckCase(name: "a list", body: "[]", status: 422, words: "Failed to deserialize the JSON body"),
        CheckCase(name: "no model", body: "{\(messages)}", status: 422, words: "missing field `model`"),
        CheckCase(
            name: "unknown field",
            body: #"{"model":"deepseek-flash","seed":1,\#(messages)}"#,
            status: 422,
            words: "unknown field `seed`"
        ),
        CheckCase(name: "retired", body: #"{"model":"deepseek-chat",\#(messages)}"#, words: "Model Not Exist"),
        CheckCase(name: "other model", body: #"{"model":"gpt-7",\#(messages)}"#, words: "Model Not Exist"),
        CheckCase(
            name: "no messages",
            body: #"{"model":"deepseek-flash"}"#,
            status: 422,
            words: "missing field `messages`"
        ),
        CheckCase(
            name: "empty messages",
            body: #"{"model":"deepseek-flash","messages":[]}"#,
            status: 422,
            words: "Empty input messages"
        ),
        CheckCase(
            name: "role",
            body: #"{"model":"deepseek-flash","messages":[{"role":"robot","content":""}]}"#,
            status: 422,
            words: "unknown variant `robot`"
        ),
        CheckCase(
            name: "forced choice while thinking",
            body: #"{"model":"deepseek-flash",\#(messages),\#(tools),\#(forced)}"#,
            words: "Thinking mode does not support this tool_choice"
        ),
        CheckCase(
            name: "forced choice without thinking",
            body: #"{"model":"deepseek-flash",\#(off),\#(messages),\#(tools),\#(forced)}"#,
            status: 200,
            words: ""
        ),
        CheckCase(
            name: "choice without tools",
            body: #"{"model":"deepseek-flash",\#(off),\#(messages),\#(forced)}"#,
            words: "not among the tools"
        ),
        CheckCase(
            name: "JSON mode without the word",
            body: #"{"model":"deepseek-flash",\#(messages),\#(jsonMode)}"#,
            words: "Prompt must contain the word 'json' in some form"
        ),
        CheckCase(
            name: "JSON mode with the word",
            body: #"{"model":"deepseek-flash",\#(jsonMessages),\#(jsonMode)}"#,
            status: 200,
            words: ""
        ),
        CheckCase(
            name: "JSON schema",
            body: #"{"model":"deepseek-flash",\#(jsonMessages),"response_format":{"type":"json_schema"}}"#,
            words: "This response_format type is unavailable now"
        ),
        CheckCase(
            name: "temperature 2",
            body: #"{"model":"deepseek-flash",\#(messages),"temperature":2}"#,
            status: 200,
            words: ""
        ),
        CheckCase(
            name: "temperature 2.1",
            body: #"{"model":"deepseek-flash",\#(messages),"temperature":2.1}"#,
            words: "Invalid temperature value"
        ),
        CheckCase(
            name: "no tokens",
            body: #"{"model":"deepseek-flash",\#(messages),"max_tokens":0}"#,
            words: "Invalid max_tokens value"
        ),
        CheckCase(
            name: "user_id",
            body: #"{"model":"deepseek-flash",\#(messages),"user_id":"a b"}"#,
            words: "Invalid user_id"
        ),
        CheckCase(
            name: "thinking type",
            body: #"{"model":"deepseek-flash",\#(messages),"thinking":{"type":"maybe"}}"#,
            status: 422,
            words: "unknown variant `maybe`"
        ),
        CheckCase(
            name: "strict with a bound",
            path: "/beta/chat/completions",
            body: strict(
                #"{"type":"object","properties":{"n":{"type":"number","minimum":0}},"required":["n"],"#
                    + #""additionalProperties":false}"#
            ),
            words: "`minimum` is not supported"
        ),
        CheckCase(
            name: "strict with an optional member",
            path: "/beta/chat/completions",
            body: strict(
                #"{"type":"object","properties":{"n":{"type":"number"}},"required":[],"additionalProperties":false}"#
            ),
            words: "must require every property"
        ),
        CheckCase(
            name: "strict as it should be",
            path: "/beta/chat/completions",
            body: strict(
                #"{"type":"object","properties":{"n":{"type":"number"}},"required":["n"],"#
                    + #""additionalProperties":false}"#
            ),
            status: 200,
            words: ""
        ),
    ]

    static let qwen: [CheckCase] = [
        CheckCase(name: "no key", path: compatible, key: nil, body: "{}", status: 401, words: "invalid_api_key"),
        CheckCase(
            name: "wrong key",
            path: compatible,
            key: "sk-invalid",
            body: "{}",
            status: 401,
            words: "Incorrect API key provided"
        ),
        CheckCase(name: "no balance", path: compatible, key: "sk-no-balance", body: "{}", words: "Arrearage"),
        CheckCase(
            name: "retired",
            path: compatible,
            body: #"{"model":"qwen-turbo",\#(messages)}"#,
            status: 404,
            words: "model_not_found"
        ),
        CheckCase(
            name: "thinks by default",
            path: compatible,
            body: #"{"model":"qwen3.8-flash",\#(messages),\#(tools),\#(forced)}"#,
            words: thinkingWords
        ),
        CheckCase(
            name: "does not think by default",
            path: compatible,
            body: #"{"model":"qwen-flash",\#(messages),\#(tools),\#(forced)}"#,
            status: 200,
            words: ""
        ),
        CheckCase(
            name: "JSON mode without the word",
            path: compatible,
            body: #"{"model":"qwen-flash",\#(messages),\#(jsonMode)}"#,
            words: "must contain the word 'json'"
        ),
        CheckCase(
            name: "JSON mode while thinking",
            path: compatible,
            body: #"{"model":"qwen3.8-flash",\#(jsonMessages),\#(jsonMode)}"#,
            words: "enable_thinking is true"
        ),
        CheckCase(
            name: "temperature 2",
            path: compatible,
            body: #"{"model":"qwen-flash",\#(messages),"temperature":2}"#,
            words: "Range of temperature"
        ),
        CheckCase(
            name: "native: wrong key",
            path: native,
            key: "sk-invalid",
            body: "{}",
            status: 401,
            words: #""code":"InvalidApiKey""#
        ),
        CheckCase(
            name: "native: newer model",
            path: native,
            body: #"{"model":"qwen3.8-flash","input":{\#(messages)}}"#,
            words: #""code":"InvalidURL""#
        ),
        CheckCase(
            name: "native: no input",
            path: native,
            body: #"{"model":"qwen-flash"}"#,
            words: "BadRequest.EmptyInput"
        ),
        CheckCase(
            name: "native: tools without message format",
            path: native,
            body: #"{"model":"qwen-flash","input":{\#(messages)},"parameters":{\#(tools)}}"#,
            words: "result_format"
        ),
        CheckCase(
            name: "native: text",
            path: native,
            body: #"{"model":"qwen-flash","input":{\#(messages)}}"#,
            status: 200,
            words: ""
        ),
        CheckCase(name: "no such path", path: "/v2/chat", body: "{}", status: 404, words: ""),
    ]

    @Test(arguments: deepSeek + qwen) func eachRequestGetsItsAnswer(_ example: CheckCase) async throws {
        let simulator = ModelSimulator { _ in "{}" }

        let response = await simulator.respond(to: Self.request(example))

        #expect(response.status == example.status)
        guard case .bytes(let bytes) = response.body else {
            Issue.record("the body is no bytes")
            return
        }
        #expect(try JSONReader.read(bytes).members != nil)
        #expect(example.words.isEmpty || String(decoding: bytes, as: UTF8.self).contains(example.words))
        #expect(response.headers.contains { $0 == ("x-tandem-simulator", "1") })
    }

    static func request(_ example: CheckCase) -> ServedRequest {
        ServedRequest(
            method: "POST",
            path: example.path,
            headers: example.key.map { [("authorization", "Bearer \($0)")] } ?? [],
            body: Array(example.body.utf8)
        )
    }
}
