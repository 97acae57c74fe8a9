/// Why a wait ended.
enum LoopWake: Sendable {
    case ready, timedOut, cancelled, terminated, closed

    /// The error of a wait that did not end well; `nil` for ``ready``.
    var error: BusError? {
        switch self {
        case .ready: nil
        case .timedOut: .timedOut
        case .cancelled: .cancelled
        case .terminated: .terminated
        case .closed: .closed
        }
    }
}

/// One suspended task: what it waits for, and how to resume it. Touched on the loop's thread only.
final class LoopWaiter {
    /// Set while the task is suspended; taken by whoever resumes it, so that it happens once.
    var continuation: UnsafeContinuation<LoopWake, Never>?
    /// The socket whose readability ends the wait, if one does.
    var socket: SocketCore?
    /// A descriptor that is none of libzmq's and whose readability ends the wait, if one does.
    let descriptor: Int32?
    /// Monotonic milliseconds; `nil` waits without an end.
    let deadline_ms: Int64?
    /// The place in the loop's ``TimerHeap``; `nil` outside it.
    var heapIndex: Int?
    /// Rises by 1 for each timer, so that equal deadlines fire in the order they were set.
    var order: UInt64 = 0

    init(socket: SocketCore?, descriptor: Int32? = nil, deadline_ms: Int64?) {
        self.socket = socket
        self.descriptor = descriptor
        self.deadline_ms = deadline_ms
    }
}

/// Carries a waiter through a cancellation handler, which runs on any thread.
///
/// `@unchecked`: other threads only pass it on; what is inside is read and written by the loop's thread alone.
struct WaiterReference: @unchecked Sendable {
    let waiter: LoopWaiter
}
