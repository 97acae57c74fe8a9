/// A process that was started and has not ended yet, as its policy sees it.
package struct KeptProcess: Hashable, Sendable {
    package let launch: Launch
    package let startedAt: MonotonicInstant
    package var pid: Int32?
    package var isReady = false
    package var hasProgressed = false
    /// Whether it said that it was told to stop.
    package var wasToldToStop = false
    /// When it gets SIGKILL; set by SIGTERM, cleared once killed.
    package var killAt: MonotonicInstant?
    package var isStopping = false

    init(launch: Launch, startedAt: MonotonicInstant) {
        self.launch = launch
        self.startedAt = startedAt
    }
}
