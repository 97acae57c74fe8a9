package import TradingDomain

/// One agent as the registry sees it.
package struct RegisteredAgent: Hashable, Sendable {
    package internal(set) var registration: AgentRegistration
    package internal(set) var state: State
    /// Monotonic milliseconds.
    package internal(set) var lastHeartbeat: Timestamp
    /// Requests sent to it and not yet answered.
    package internal(set) var openRequests = 0
    /// Known from before this process started, and not heard of yet; it has no link.
    package internal(set) var isAwaited = false

    package init(registration: AgentRegistration, state: State, lastHeartbeat: Timestamp) {
        self.registration = registration
        self.state = state
        self.lastHeartbeat = lastHeartbeat
    }

    package enum State: String, Hashable, CaseIterable, Sendable {
        /// Gets the slot's requests. Can become `standby`, `shadow` or `draining`.
        case active
        /// Waits; finishes what it has. Can become `active`, `shadow` or `draining`.
        case standby
        /// Is asked, weighs nothing. Can become `active` by promotion, or `draining`.
        case shadow
        /// Finishes what it has, then may leave. Can become `active` by promotion.
        case draining
    }

    package var id: AgentID { registration.agent }
}
