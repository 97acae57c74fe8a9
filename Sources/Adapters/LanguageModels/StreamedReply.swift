import JSONText
import TradingDomain

/// Puts a streamed answer together into the shape of a whole one, so that one reader judges both.
struct StreamedReply {
    private struct Call {
        var identifier = ""
        var name = ""
        var arguments = ""
    }

    private let dialect: ModelDialect
    /// Calls in the order in which they opened, with the index that the provider gave each.
    private var calls: [(index: Int64, call: Call)] = []
    private var content = ""
    private var reasoning = ""
    private var finishReason = JSONValue.null
    private var usage = JSONValue.null
    private var model: JSONValue?

    /// - Parameters:
    ///   - dialect: the protocol it came in.
    ///   - bytes: the whole body.
    /// - Returns: the answer as if it had not been streamed.
    /// - Throws: ``EnvelopeFailure`` for an error event, a cut or broken event, or more than one choice.
    static func whole(_ dialect: ModelDialect, _ bytes: [UInt8]) throws(EnvelopeFailure) -> JSONValue {
        let events = try ServerSentEvents.events(in: bytes)
        guard !events.isEmpty else {
            throw bytes.contains(where: { $0 > 0x20 }) ? .interrupted(finishReason: "none") : .emptyBody
        }
        var reply = StreamedReply(dialect: dialect)
        for event in events {
            if event.data == "[DONE]" { break }
            let chunk: JSONValue
            do {
                chunk = try JSONReader.read(text: event.data)
            } catch {
                throw .notJSON(error)
            }
            if event.name == "error" || chunk["error"] != nil, let words = ErrorBody.read(chunk, depth: 0) {
                throw .errorInside(code: words.code, message: words.message)
            }
            try reply.add(chunk)
        }
        return reply.assembled
    }

    private init(dialect: ModelDialect) {
        self.dialect = dialect
    }

    private mutating func add(_ chunk: JSONValue) throws(EnvelopeFailure) {
        if let usage = chunk["usage"], !usage.isNull { self.usage = usage }
        model = chunk["model"] ?? model
        let isNative = dialect == .qwenNative
        let choices = (isNative ? chunk["output"]?["choices"] : chunk["choices"])?.array ?? []
        guard choices.count <= 1, (choices.first?["index"]?.integer ?? 0) == 0 else { throw .severalChoices(2) }
        guard let choice = choices.first else { return }
        if let reason = choice["finish_reason"], !reason.isNull, reason.string != "null" { finishReason = reason }
        guard let part = choice[isNative ? "message" : "delta"] else { return }
        if isNative {
            // Without `incremental_output` each event repeats all that was said before it.
            (calls, content, reasoning) = ([], "", "")
        }
        content += part["content"]?.string ?? ""
        reasoning += part["reasoning_content"]?.string ?? ""
        for call in part["tool_calls"]?.array ?? [] { add(piece: call) }
    }

    /// The first piece of a call names it; later ones carry an empty id or none. Some gateways give every call index 0,
    /// so a new id opens a new call whatever its index is.
    private mutating func add(piece: JSONValue) {
        let index = piece["index"]?.integer ?? 0
        let identifier = piece["id"]?.string ?? ""
        let position = calls.lastIndex {
            $0.index == index && (identifier.isEmpty || $0.call.identifier.isEmpty || $0.call.identifier == identifier)
        }
        var call = position.map { calls[$0].call } ?? Call()
        if call.identifier.isEmpty { call.identifier = identifier }
        if call.name.isEmpty { call.name = piece["function"]?["name"]?.string ?? "" }
        call.arguments += piece["function"]?["arguments"]?.string ?? ""
        if let position { calls[position].call = call } else { calls.append((index, call)) }
    }

    private var assembled: JSONValue {
        func object(_ members: [(String, JSONValue)]) -> JSONValue {
            .object(members.map { JSONMember(key: $0.0, value: $0.1) })
        }
        let toolCalls = calls.map { _, call in
            object([("function", object([("name", .string(call.name)), ("arguments", .string(call.arguments))]))])
        }
        let message = object([
            ("content", .string(content)), ("reasoning_content", .string(reasoning)), ("tool_calls", .array(toolCalls)),
        ])
        let choices = JSONValue.array([object([("message", message), ("finish_reason", finishReason)])])
        let body: [(String, JSONValue)] =
            dialect == .qwenNative ? [("output", object([("choices", choices)]))] : [("choices", choices)]
        return object(body + [("usage", usage)] + (model.map { [("model", $0)] } ?? []))
    }
}
