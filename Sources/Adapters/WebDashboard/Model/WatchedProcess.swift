/// A process as its heartbeats show it.
struct WatchedProcess: Sendable {
    var facts: ProcessFacts
    /// Monotonic milliseconds of the last heartbeat.
    var heardAt_ms: Int64
    /// Starts after the one first seen.
    var restarts: UInt64 = 0

    /// Silence from which a process is shown as silent. It beats once a second.
    static let silence_ms: Int64 = 3_000
    /// Silence from which it is taken off the page.
    static let gone_ms: Int64 = 120_000

    func state(at now_ms: Int64) -> String {
        now_ms - heardAt_ms > Self.silence_ms ? "silent" : facts.state
    }
}
