import CZeroMQ

/// Everything that can go wrong on the bus. Closed: a switch over it needs no `default`.
package enum BusError: Error, Hashable, Sendable {
    /// The queue to the receiver is at its high-water mark; nothing of the message was sent.
    case full
    /// No peer with that identifier is connected (any more); nothing was sent.
    case unroutable
    /// The bus of this process was shut down.
    case terminated
    /// The task that waited was cancelled; the socket is as usable as before.
    case cancelled
    /// The deadline passed before the answer or the message came.
    case timedOut
    /// The socket was closed by its owner.
    case closed
    /// A message of `bytes` is over the socket's `limit`; nothing was sent.
    case tooLarge(bytes: Int, limit: Int)
    /// An endpoint that may not or cannot be used: what it was, what is allowed, what to do.
    case address(String)
    /// An unexpected answer of libzmq or the kernel: its error number and what was being done.
    case system(code: Int32, operation: String)
}

extension BusError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .full: "the queue to the receiver is full: it reads too slowly; send later or give the request up"
        case .unroutable: "no such peer is connected: it left or never came; wait until it registers again"
        case .terminated: "the bus of this process was shut down: stop using its sockets"
        case .cancelled: "the waiting task was cancelled"
        case .timedOut: "no answer before the deadline: is the peer running?"
        case .closed: "the socket was closed: open a new one"
        case .tooLarge(let bytes, let limit):
            "a message of \(bytes) bytes is over the limit of \(limit): send less or split it into pages"
        case .address(let text): text
        case .system(let code, let operation): "\(operation) failed: \(BusError.text(of: code)) (error \(code))"
        }
    }

    /// The error for a failed libzmq call.
    ///
    /// - Parameters:
    ///   - code: `zmq_errno()`, read before anything else could change it.
    ///   - operation: what was being done, for the message of an unexpected error.
    init(code: Int32, operation: String) {
        switch code {
        case EAGAIN: self = .full
        case EHOSTUNREACH: self = .unroutable
        case ETERM: self = .terminated
        case ENOTSOCK: self = .closed
        default: self = .system(code: code, operation: operation)
        }
    }

    static func text(of code: Int32) -> String {
        String(cString: zmq_strerror(code))
    }
}
