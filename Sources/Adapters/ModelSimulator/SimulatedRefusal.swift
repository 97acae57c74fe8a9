import JSONText

/// A request that the provider would turn down, in the provider's words.
struct SimulatedRefusal: Error {
    let status: Int
    let body: [UInt8]

    /// DeepSeek's error object; its code is nearly always the same word.
    static func deepSeek(
        _ status: Int,
        _ message: String,
        type: String = "invalid_request_error",
        code: String = "invalid_request_error"
    ) -> SimulatedRefusal {
        var writer = JSONWriter()
        writer.object { writer in
            writer.objectMember("error") { writer in
                writer.member("message", message)
                writer.member("type", type)
                writer.nullMember("param")
                writer.member("code", code)
            }
        }
        return SimulatedRefusal(status: status, body: writer.bytes)
    }

    /// The compatible mode's error object, with the request's name beside it.
    static func qwenCompatible(
        _ status: Int,
        code: String,
        _ message: String,
        type: String = "invalid_request_error",
        requestID: String
    ) -> SimulatedRefusal {
        var writer = JSONWriter()
        writer.object { writer in
            writer.objectMember("error") { writer in
                writer.member("code", code)
                writer.member("message", message)
                writer.nullMember("param")
                writer.member("type", type)
            }
            writer.member("id", "chatcmpl-\(requestID)")
            writer.member("request_id", requestID)
        }
        return SimulatedRefusal(status: status, body: writer.bytes)
    }

    /// DashScope's flat error body.
    static func qwenNative(_ status: Int, code: String, _ message: String, requestID: String) -> SimulatedRefusal {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("code", code)
            writer.member("message", message)
            writer.member("request_id", requestID)
        }
        return SimulatedRefusal(status: status, body: writer.bytes)
    }
}
