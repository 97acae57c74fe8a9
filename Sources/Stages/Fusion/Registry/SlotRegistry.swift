package import TradingDomain

/// Who votes for a slot. Pure: time is the shell's monotonic milliseconds, carried as a ``TradingDomain/Timestamp``.
///
/// The first agent of a slot becomes active, later ones stand by; one that takes over becomes active from the next
/// request, and the older one finishes what it has and stands by. When the active one is lost, the stand-by that has
/// waited longest is promoted and gets the open requests. Those that share are active beside it, and instead of it when
/// nobody is left to step in. A shadow is never active until a person promotes it.
package struct SlotRegistry: Sendable {
    /// An agent that is silent for longer is lost.
    package let lossAfter_ms: Int64
    /// In order of registration.
    private var agents: [RegisteredAgent] = []
    /// Slots with requests that nobody has any more, sorted.
    private var owed: [String] = []

    /// - Parameter lossAfter_ms: above zero; three heartbeats or more.
    package init(lossAfter_ms: Int64) {
        self.lossAfter_ms = lossAfter_ms
    }

    /// Goes on where an earlier life of this process was: everybody has what he was, as soon as he says hello, and the loss
    /// time to say so.
    ///
    /// - Parameters:
    ///   - lossAfter_ms: above zero; three heartbeats or more.
    ///   - known: what ``inOrder`` was then.
    ///   - now: monotonic.
    package init(lossAfter_ms: Int64, restoring known: [RegisteredAgent], at now: Timestamp) {
        self.lossAfter_ms = lossAfter_ms
        agents = known
        for place in agents.indices {
            agents[place].lastHeartbeat = now
            agents[place].isAwaited = true
        }
    }

    /// The agent that gets the slot's next request, or the first of those that share it.
    package func active(_ slot: String) -> RegisteredAgent? {
        agents.first { $0.registration.slot == slot && $0.state == .active }
    }

    /// The agents that share the slot's next request, by instance; one, unless some share.
    package func actives(_ slot: String) -> [RegisteredAgent] {
        agents.filter { $0.registration.slot == slot && $0.state == .active }.sorted {
            $0.registration.instance < $1.registration.instance
        }
    }

    /// The active agent that another one can take over from.
    private func principal(_ slot: String) -> RegisteredAgent? {
        agents.first { $0.registration.slot == slot && $0.state == .active && $0.registration.mode != .share }
    }

    /// The agents that are asked without weight.
    package func shadows(_ slot: String) -> [RegisteredAgent] {
        agents.filter { $0.registration.slot == slot && $0.state == .shadow }
    }

    /// Every agent, sorted by slot, then instance.
    package var all: [RegisteredAgent] {
        agents.sorted {
            ($0.registration.slot, $0.registration.instance) < ($1.registration.slot, $1.registration.instance)
        }
    }

    /// Every agent, in the order in which stand-bys are promoted.
    package var inOrder: [RegisteredAgent] { agents }

    package mutating func handle(_ event: Event, at now: Timestamp) -> [Effect] {
        switch event {
        case .registered(let registration): register(registration, at: now)
        case .heartbeat(let agent): touch(agent, at: now)
        case .left(let agent): remove { $0.id == agent }
        case .promoteRequested(let slot, let instance): promote(slot: slot, instance: instance)
        case .demoteRequested(let slot, let instance): retire(slot: slot, instance: instance, to: .shadow)
        case .drainRequested(let slot, let instance): retire(slot: slot, instance: instance, to: .draining)
        case .requestSent(let agent): countRequest(agent)
        case .replyArrived(let agent): countReply(agent, at: now)
        case .checked: removeSilent(at: now)
        }
    }

    private mutating func removeSilent(at now: Timestamp) -> [Effect] {
        let limit_ms = lossAfter_ms
        return remove { now.milliseconds(since: $0.lastHeartbeat) > limit_ms }
    }

    private mutating func register(_ registration: AgentRegistration, at now: Timestamp) -> [Effect] {
        if let known = agents.firstIndex(where: { $0.id == registration.agent }) {
            let old = agents[known].registration
            if old.slot == registration.slot, old.instance == registration.instance, old.mode == registration.mode {
                agents[known].registration = registration
                agents[known].lastHeartbeat = now
                return []
            }
        }
        if let place = agents.firstIndex(where: { $0.isAwaited && $0.registration.isSameStart(as: registration) }) {
            return welcome(place, registration, at: now)
        }
        var effects = remove {
            $0.id == registration.agent
                || ($0.registration.slot == registration.slot && $0.registration.instance == registration.instance)
        }
        let state: RegisteredAgent.State = registration.mode == .shadow ? .shadow : .standby
        agents.append(RegisteredAgent(registration: registration, state: state, lastHeartbeat: now))
        guard registration.mode != .shadow else { return effects + [.shadowed(registration.agent)] }
        if registration.takeOver || registration.mode == .share || principal(registration.slot) == nil {
            effects += activate(agents.count - 1)
        } else {
            effects.append(.stoodBy(registration.agent))
        }
        return effects
    }

    /// An agent of before is back on a new link, as what it was.
    private mutating func welcome(
        _ place: Int,
        _ registration: AgentRegistration,
        at now: Timestamp
    ) -> [Effect] {
        agents[place].registration = registration
        agents[place].lastHeartbeat = now
        agents[place].isAwaited = false
        return switch agents[place].state {
        case .active: [.activated(registration.agent)]
        case .standby: [.stoodBy(registration.agent)]
        case .shadow: [.shadowed(registration.agent)]
        case .draining: [.drainStarted(registration.agent), .drained(registration.agent)]
        }
    }

    private mutating func touch(_ agent: AgentID, at now: Timestamp) -> [Effect] {
        guard let index = agents.firstIndex(where: { $0.id == agent }) else { return [.registrationNeeded(agent)] }
        agents[index].lastHeartbeat = now
        return []
    }

    private mutating func countRequest(_ agent: AgentID) -> [Effect] {
        guard let index = agents.firstIndex(where: { $0.id == agent }) else { return [] }
        agents[index].openRequests += 1
        return []
    }

    private mutating func countReply(_ agent: AgentID, at now: Timestamp) -> [Effect] {
        guard let index = agents.firstIndex(where: { $0.id == agent }) else { return [.registrationNeeded(agent)] }
        agents[index].lastHeartbeat = now
        guard agents[index].openRequests > 0 else { return [] }
        agents[index].openRequests -= 1
        return agents[index].state == .draining && agents[index].openRequests == 0 ? [.drained(agent)] : []
    }

    private mutating func promote(slot: String, instance: String) -> [Effect] {
        guard let index = place(slot, instance) else { return [refusal(slot, instance)] }
        return agents[index].state == .active ? [] : activate(index)
    }

    private mutating func retire(slot: String, instance: String, to state: RegisteredAgent.State) -> [Effect] {
        guard let index = place(slot, instance) else { return [refusal(slot, instance)] }
        guard agents[index].state != state else { return [] }
        let wasActive = agents[index].state == .active
        let agent = agents[index].id
        agents[index].state = state
        var effects: [Effect] = state == .shadow ? [.shadowed(agent)] : [.drainStarted(agent)]
        if state == .draining, agents[index].openRequests == 0 { effects.append(.drained(agent)) }
        if wasActive { effects += fill(slot) }
        return effects
    }

    /// Makes one agent active and the one before it a stand-by, unless it shares; requests that nobody has go to it.
    private mutating func activate(_ index: Int) -> [Effect] {
        let slot = agents[index].registration.slot
        var effects: [Effect] = []
        let replaces = agents[index].registration.mode != .share
        for other in agents.indices
        where replaces && agents[other].registration.slot == slot && agents[other].state == .active
            && agents[other].registration.mode != .share
        {
            agents[other].state = .standby
            effects.append(.stoodBy(agents[other].id))
        }
        agents[index].state = .active
        effects.append(.activated(agents[index].id))
        if let debt = owed.firstIndex(of: slot) {
            owed.remove(at: debt)
            effects.append(.reask(slot: slot))
        }
        return effects
    }

    /// Promotes the stand-by that has waited longest, unless only one that shares is gone; those that share are asked
    /// what it leaves.
    private mutating func fill(_ slot: String) -> [Effect] {
        let standby = agents.firstIndex { $0.registration.slot == slot && $0.state == .standby }
        if principal(slot) == nil, let standby { return activate(standby) }
        guard active(slot) != nil else { return [.vacated(slot: slot)] }
        owed.removeAll { $0 == slot }
        return [.reask(slot: slot)]
    }

    private mutating func remove(where isGone: (RegisteredAgent) -> Bool) -> [Effect] {
        let gone = agents.filter(isGone)
        guard !gone.isEmpty else { return [] }
        agents.removeAll(where: isGone)
        var effects = gone.map { Effect.lost($0.id) }
        for agent in gone where agent.state != .shadow {
            let slot = agent.registration.slot
            if agent.openRequests > 0, !owed.contains(slot) { owed.append(slot) }
            if agent.state == .active {
                effects += fill(slot)
            } else if let debt = owed.firstIndex(of: slot), active(slot) != nil {
                owed.remove(at: debt)
                effects.append(.reask(slot: slot))
            }
        }
        return effects
    }

    private func place(_ slot: String, _ instance: String) -> Int? {
        agents.firstIndex { $0.registration.slot == slot && $0.registration.instance == instance }
    }

    private func refusal(_ slot: String, _ instance: String) -> Effect {
        .refused(reason: "slot '\(slot)' has no instance '\(instance)': see `tandem agents`")
    }
}
