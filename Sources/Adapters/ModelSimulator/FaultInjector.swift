import HTTPServing
import JSONText

/// Turns a good answer into the one that a fault names.
struct FaultInjector {
    let fault: SimulatorFault
    let dialect: SimulatedDialect
    let requestID: String
    let duration: Duration

    /// The answer of a fault that needs no model; `nil` for those that spoil a good answer.
    var withoutModel: SimulatedRefusal? {
        switch fault {
        case .badRequest: common("Invalid request.", status: 400)
        case .wrongKey: dialect.refusal(.wrongKey("sk-simulated-fault"), requestID: requestID)
        case .noBalance: dialect.refusal(.noBalance, requestID: requestID)
        case .forbidden: common("Access denied.", status: 403)
        case .notFound: common("Not found.", status: 404)
        case .unprocessable: common("Failed to deserialize the JSON body into the target type", status: 422)
        case .tooManyRequests, .tooManyRequestsRetryAfter: dialect.refusal(.tooManyRequests, requestID: requestID)
        case .tooManyRequestsFlat:
            .qwenNative(429, code: "Throttling.RateQuota", "Requests rate limit exceeded.", requestID: requestID)
        case .tooManyRequestsNested: nested
        case .serverError: dialect.refusal(.internalError, requestID: requestID)
        case .busy: dialect.refusal(.busy, requestID: requestID)
        case .filtered: dialect.refusal(.filtered, requestID: requestID)
        default: nil
        }
    }

    private func common(_ message: String, status: Int) -> SimulatedRefusal {
        switch dialect {
        case .deepSeek: .deepSeek(status, message)
        case .qwenCompatible:
            .qwenCompatible(status, code: "invalid_parameter_error", message, requestID: requestID)
        case .qwenNative: .qwenNative(status, code: "InvalidParameter", message, requestID: requestID)
        }
    }

    /// The gateway's flat body as text inside the outer message, as it reaches compatible-mode callers.
    private var nested: SimulatedRefusal {
        let inner = SimulatedRefusal.qwenNative(
            429,
            code: "Throttling.AllocationQuota",
            "Allocated quota exceeded.",
            requestID: requestID
        )
        return .deepSeek(429, String(decoding: inner.body, as: UTF8.self), type: "gateway_error", code: "gateway_error")
    }

    /// Spoils a good body, and says how to send it.
    ///
    /// - Parameters:
    ///   - body: a good one.
    ///   - stream: the same answer as server-sent events.
    ///   - headers: of the good one.
    /// - Returns: the answer to send.
    func response(
        spoiling body: [UInt8],
        stream: [UInt8],
        headers: [(name: String, value: String)]
    ) async -> ServedResponse {
        switch fault {
        case .hang:
            try? await Task.sleep(for: duration)
            return ServedResponse(status: 200, headers: headers, body: .cut([], length: 1))
        case .drip:
            return ServedResponse(status: 200, headers: headers, body: .stream(SlowBody.blankLines(for: duration)))
        case .dripThenAnswer:
            return ServedResponse(
                status: 200,
                headers: headers,
                body: .stream(SlowBody.blankLines(for: .milliseconds(100), then: body))
            )
        case .slowBody:
            return ServedResponse(
                status: 200,
                headers: headers,
                body: .stream(SlowBody.trickle(body, over: duration))
            )
        case .keepAlive:
            return ServedResponse(
                status: 200,
                headers: Self.eventStream(headers),
                body: .stream(SlowBody.comments(for: duration))
            )
        case .keepAliveThenAnswer:
            return ServedResponse(
                status: 200,
                headers: Self.eventStream(headers),
                body: .stream(SlowBody.comments(for: .milliseconds(200), then: stream))
            )
        case .stall, .stallBlank:
            let half = Array(body.prefix(body.count / 2))
            let rest =
                fault == .stall
                ? SlowBody.stall(after: half, for: duration) : SlowBody.blankLines(for: duration, after: half)
            return ServedResponse(status: 200, headers: headers, body: .stream(rest))
        case .cutHead: return ServedResponse(status: 200, headers: headers, body: .cut([], length: body.count))
        case .cutBody:
            let half = Array(body.prefix(body.count / 2))
            return ServedResponse(status: 200, headers: headers, body: .cut(half, length: body.count))
        case .redirect:
            let away = headers + [("location", "https://example.invalid/elsewhere")]
            return ServedResponse(status: 302, headers: away, body: .bytes([]))
        case .badGateway:
            return ServedResponse(
                status: 502,
                headers: [("content-type", "text/html")],
                body: .bytes(Array("<html><body><h1>502 Bad Gateway</h1></body></html>".utf8))
            )
        case .plainText:
            return ServedResponse(status: 200, headers: [("content-type", "text/plain")], body: .bytes(body))
        default:
            return ServedResponse(status: 200, headers: headers, body: .bytes(spoiled(body)))
        }
    }

    private static func eventStream(_ headers: [(name: String, value: String)]) -> [(name: String, value: String)] {
        headers.filter { $0.name != "content-type" } + [("content-type", "text/event-stream; charset=utf-8")]
    }

    /// The body with the fault in it.
    private func spoiled(_ body: [UInt8]) -> [UInt8] {
        switch fault {
        case .emptyBody: return []
        case .blankBody: return [UInt8](repeating: UInt8(ascii: "\n"), count: 400)
        case .hugeBody: return body.dropLast() + [UInt8](repeating: UInt8(ascii: " "), count: 2 << 20) + body.suffix(1)
        case .htmlPage: return Array("<!DOCTYPE html><html><body>Just a moment...</body></html>".utf8)
        case .truncatedJSON: return Array(body.prefix(body.count * 2 / 3))
        case .secondBody: return body + body
        case .trailingComma: return body.dropLast() + Array(",}".utf8)
        case .notANumber: return body.dropLast() + Array(",\"score\":NaN}".utf8)
        case .byteOrderMark: return [0xef, 0xbb, 0xbf] + body
        case .invalidUTF8: return body.dropLast() + Array(",\"note\":\"".utf8) + [0xff, 0xfe] + Array("\"}".utf8)
        default:
            guard let value = try? JSONReader.read(body) else { return body }
            var writer = JSONWriter(reserving: body.count)
            writer.value(ReplyEditor(isNative: dialect == .qwenNative).edited(value, fault))
            return writer.bytes
        }
    }
}
