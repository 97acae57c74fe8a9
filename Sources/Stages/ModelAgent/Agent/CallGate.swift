/// Whether a provider may be called at all: a rate limit, a circuit breaker, and a stop for what only a person can mend.
///
/// Times are milliseconds of any clock that never goes back; the caller reads it.
package struct CallGate: Hashable, Sendable {
    package enum Permission: Hashable, Sendable {
        case go
        /// Nothing leaves; the text says why.
        case refuse(String)
    }

    /// What a call's end says about the provider.
    package enum Sign: Hashable, Sendable {
        /// It answered, whatever the answer was worth.
        case well
        /// Overloaded, failed, silent or unreachable.
        case ill
        /// Key or account: every further call would fail alike.
        case stop(String)
    }

    /// Failures in a minute after which the breaker opens.
    package static let mostFailures = 5
    private static let window_ms: Int64 = 60_000
    private static let longest_ms: Int64 = 900_000

    private let callsPerMinute: Int
    private var starts: [Int64] = []
    private var failures: [Int64] = []
    private let shortest_ms: Int64
    private var pause_ms: Int64
    private var openUntil_ms: Int64?
    private var isProbing = false
    /// Why nothing leaves any more, until the agent is started again.
    package private(set) var stopReason: String?

    /// - Parameters:
    ///   - callsPerMinute: 1 or more.
    ///   - pause_ms: the breaker's first pause, 1 or more; doubled by each failed probe up to 15 minutes.
    package init(callsPerMinute: Int, pause_ms: Int64 = 60_000) {
        self.callsPerMinute = max(1, callsPerMinute)
        shortest_ms = max(1, pause_ms)
        self.pause_ms = shortest_ms
    }

    /// The breaker is open or being probed.
    package var isOpen: Bool { openUntil_ms != nil }

    /// Asks for one call; `go` counts it.
    package mutating func permission(at now_ms: Int64) -> Permission {
        if let stopReason { return .refuse("stopped: \(stopReason)") }
        if let until = openUntil_ms {
            guard now_ms >= until, !isProbing else {
                return .refuse(
                    "the provider failed \(Self.mostFailures) times in a minute; the next try is at its time"
                )
            }
            isProbing = true
        }
        starts.removeAll { $0 <= now_ms - Self.window_ms }
        guard starts.count < callsPerMinute else {
            isProbing = false
            return .refuse("\(starts.count) calls left in the last minute; \(callsPerMinute) are allowed")
        }
        starts.append(now_ms)
        return .go
    }

    /// Notes how a call that was let through ended.
    package mutating func ended(_ sign: Sign, at now_ms: Int64) {
        let wasProbe = isProbing
        isProbing = false
        switch sign {
        case .well:
            openUntil_ms = nil
            pause_ms = shortest_ms
            failures = []
        case .stop(let reason):
            stopReason = reason
        case .ill:
            failures.removeAll { $0 <= now_ms - Self.window_ms }
            failures.append(now_ms)
            if wasProbe {
                pause_ms = min(pause_ms * 2, Self.longest_ms)
                openUntil_ms = now_ms + pause_ms
            } else if failures.count >= Self.mostFailures, openUntil_ms == nil {
                openUntil_ms = now_ms + pause_ms
            }
        }
    }
}
