import JSONText

/// The words of an error body, in any of the shapes that reach callers: `{"error":{...}}`, DashScope's flat
/// `{"code":...,"message":...}` on every endpoint, and the flat one as text inside another one's message.
struct ErrorBody {
    let code: String
    let message: String
    let requestID: String?

    /// - Returns: `nil` when the body is no JSON object with words in it.
    static func read(_ body: [UInt8]) -> ErrorBody? {
        guard let value = try? JSONReader.read(body) else { return nil }
        return read(value, depth: 0)
    }

    static func read(_ value: JSONValue, depth: Int) -> ErrorBody? {
        let requestID = value["request_id"]?.string
        let words = value["error"] ?? value
        guard let message = words["message"]?.string ?? words.string else {
            guard let code = words["code"]?.string else { return nil }
            return ErrorBody(code: code, message: "", requestID: requestID)
        }
        if depth == 0, message.hasPrefix("{"), let inner = try? JSONReader.read(text: message),
            let read = read(inner, depth: 1), !read.code.isEmpty
        {
            return read
        }
        let code = words["code"]?.string ?? words["type"]?.string ?? ""
        return ErrorBody(code: code, message: message, requestID: requestID)
    }
}
