internal import Fusion
internal import Runtime
internal import SQLiteStore
internal import TradingDomain
internal import WireFormat
internal import ZeroMQBus

/// Who votes for which slot, on disk: take-overs and a person's acts outlive this process.
extension FusionNode {
    /// Commits the roles before anybody is told of them.
    func saveRoster() throws {
        var roster = Tandem_V1_Agents()
        roster.agents = registry.inOrder.map { known in
            var agent = Tandem_V1_Agent()
            agent.slot = known.registration.slot
            agent.instance = known.registration.instance
            agent.model = known.registration.model
            agent.promptVersion = known.registration.promptVersion
            agent.state = known.state.rawValue
            agent.isSimulated = simulatedAgents.contains(known.id)
            agent.mode = known.registration.mode.rawValue
            agent.epoch = known.registration.epoch
            return agent
        }
        let bytes = WireFormat.encode(roster)
        guard bytes != rosterOnDisk else { return }
        try store.save(roster: bytes)
        rosterOnDisk = bytes
    }

    /// The registry to go on from, as the file has it, and which of its agents are no real models.
    static func restoredRegistry(
        from store: DecisionStore,
        _ settings: Settings
    ) throws -> (SlotRegistry, simulated: Set<AgentID>) {
        let loss_ms = settings.integer("fusion.agent_silence_ms")
        guard let bytes = try store.roster() else { return (SlotRegistry(lossAfter_ms: loss_ms), []) }
        let roster: Tandem_V1_Agents = try WireFormat.decode(bytes, what: "stored agents")
        let now = Timestamp(milliseconds: BusLoop.monotonicMilliseconds())
        let slots = settings.list("fusion.slots")
        var simulated: Set<AgentID> = []
        let known = roster.agents.compactMap { agent -> RegisteredAgent? in
            // A name that this program does not know is of a newer one: its agent registers as a new one.
            guard slots.contains(agent.slot), let mode = AgentRegistration.Mode(rawValue: agent.mode),
                let state = RegisteredAgent.State(rawValue: agent.state)
            else { return nil }
            let id = AgentID("awaited \(agent.slot) \(agent.instance)")
            if agent.isSimulated { simulated.insert(id) }
            let registration = AgentRegistration(
                agent: id,
                slot: agent.slot,
                instance: agent.instance,
                model: agent.model,
                promptVersion: agent.promptVersion,
                mode: mode,
                takeOver: false,
                epoch: agent.epoch
            )
            return RegisteredAgent(registration: registration, state: state, lastHeartbeat: now)
        }
        return (SlotRegistry(lossAfter_ms: loss_ms, restoring: known, at: now), simulated)
    }
}
