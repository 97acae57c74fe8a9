import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Ports
import Synchronization

/// One HTTP answer, whole.
struct CollectedReply: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let body: [UInt8]
}

/// Why a body was not collected.
enum ReplyCollectorError: Error {
    case oversized
    case noHead
    case silent(Silence)
}

/// Gathers one answer up to a limit; beyond it the connection is given up, so the rest is never read.
final class ReplyCollector: HTTPClientResponseDelegate {
    private struct State {
        var status: Int?
        var headers = HTTPHeaders()
        var body: [UInt8] = []
        var realBytes = RealBytes(isEventStream: false)
        var lastRealByte: NIODeadline?
    }

    private let limit_bytes: Int
    private let state = Mutex(State())

    init(limit_bytes: Int) {
        self.limit_bytes = limit_bytes
    }

    func didReceiveHead(task: HTTPClient.Task<CollectedReply>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        state.withLock { state in
            state.status = Int(head.status.code)
            state.headers = head.headers
            let type = head.headers.first(name: "content-type") ?? ""
            state.realBytes = RealBytes(isEventStream: type.hasPrefix("text/event-stream"))
        }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<CollectedReply>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        let isWithinLimit = state.withLock { state in
            guard state.body.count + buffer.readableBytes <= limit_bytes else { return false }
            state.body.append(contentsOf: buffer.readableBytesView)
            if state.realBytes.areIn(buffer.readableBytesView) { state.lastRealByte = .now() }
            return true
        }
        guard isWithinLimit else { return task.eventLoop.makeFailedFuture(ReplyCollectorError.oversized) }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    /// When the last byte came that says something; `nil` before the first.
    var lastRealByte: NIODeadline? { state.withLock(\.lastRealByte) }

    func didFinishRequest(task: HTTPClient.Task<CollectedReply>) throws -> CollectedReply {
        try state.withLock { state in
            guard let status = state.status else { throw ReplyCollectorError.noHead }
            return CollectedReply(status: status, headers: state.headers, body: state.body)
        }
    }
}
