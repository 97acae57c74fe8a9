/// Splits a body of server-sent events, as both providers write them.
///
/// - Source: WHATWG HTML, section 9.2 "Server-sent events"; DashScope adds `:HTTP_STATUS/200` as a comment.
struct ServerSentEvents {
    struct Event: Hashable {
        /// `event:`, such as `result` or `error`; empty when the event has none.
        var name = ""
        /// The lines of `data:`, joined by line feeds.
        var data = ""
    }

    /// - Parameter body: the bytes as they came, in however many pieces.
    /// - Returns: the whole events in order; an event that the end of the body cuts off is left out.
    /// - Throws: ``EnvelopeFailure/malformed(_:)`` for bytes that are no UTF-8.
    static func events(in body: [UInt8]) throws(EnvelopeFailure) -> [Event] {
        var body = body[...]
        if body.starts(with: [0xef, 0xbb, 0xbf]) { body = body.dropFirst(3) }
        guard let text = String(validating: body, as: UTF8.self) else {
            throw .malformed("the event stream is not UTF-8")
        }
        var events: [Event] = []
        var event = Event()
        var hasData = false
        var lines = text.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "\n" }
        // What follows the last line feed is no whole line.
        lines.removeLast()
        for line in lines {
            let line = line.last == "\r" ? line.dropLast() : line
            guard !line.isEmpty else {
                if hasData { events.append(event) }
                (event, hasData) = (Event(), false)
                continue
            }
            let field = line.prefix { $0 != ":" }
            var value = line.dropFirst(field.count + 1)
            if value.first == " " { value = value.dropFirst() }
            switch String(field) {
            case "data":
                event.data += (hasData ? "\n" : "") + String(value)
                hasData = true
            case "event": event.name = String(value)
            // Comments begin with the colon: keep-alive lines, and DashScope's status. Ids are not needed.
            default: break
            }
        }
        return events
    }
}
