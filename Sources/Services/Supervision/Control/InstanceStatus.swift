/// One line of `tandem ps`.
package struct InstanceStatus: Hashable, Sendable, Codable {
    package let instance: Int
    package let state: InstanceState
    /// `nil` when no process runs.
    package let pid: Int32?
    /// Whole seconds since the process was started.
    package let uptimeSeconds: Int64?
    /// Automatic restarts since the supervisor began.
    package let restarts: Int
    /// How the process ended the last time.
    package let lastExit: String?
    /// The last line it had then written to its standard error.
    package let lastWords: String?
    package let operation: OperationStatus?

    private enum CodingKeys: String, CodingKey {
        case instance, state, pid, restarts, operation
        case uptimeSeconds = "uptime_s"
        case lastExit = "last_exit"
        case lastWords = "last_words"
    }

    init(_ policy: InstancePolicy, at now: MonotonicInstant) {
        instance = policy.instance
        state = policy.state
        pid = policy.active?.pid
        uptimeSeconds = policy.active.map { now.millisecondsSince($0.startedAt) / 1_000 }
        restarts = policy.restarts
        lastExit = policy.lastEnding.map(\.description)
        lastWords = policy.lastWords
        operation = policy.operation.map(OperationStatus.init)
    }
}
