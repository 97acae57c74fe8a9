/// What other threads leave for the loop; always under its lock.
struct LoopInbox {
    var jobs: [UnownedJob] = []
    var requests: [LoopRequest] = []
    /// Resumed by the loop's thread as its last act.
    var joiners: [UnsafeContinuation<Void, Never>] = []
    /// The loop found nothing to do and will block in `poll`: who adds work must write to the wake descriptor.
    var isSleeping = false
    var isShutDown = false
    var isStopping = false
    /// The thread has left its loop: sockets and context are gone.
    var isEnded = false
    /// A thread runs jobs that came after the end.
    var isRunningLateJobs = false

    /// Whether the loop must be woken for what was just added. Answers `true` once per sleep.
    mutating func takeSleep() -> Bool {
        defer { isSleeping = false }
        return isSleeping
    }
}

/// What other threads may ask of the loop's thread.
enum LoopRequest: Sendable {
    case cancel(WaiterReference)
    case close(SocketReference)
}
