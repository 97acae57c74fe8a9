internal import Fusion
internal import Logging
internal import Runtime
internal import SQLiteStore
internal import TradingDomain
internal import WireFormat
internal import ZeroMQBus

/// Agents: registration, heartbeats, questions and answers.
extension FusionNode {
    var now: Timestamp { Timestamp(milliseconds: BusLoop.monotonicMilliseconds()) }

    /// Sends a question to the slot's active agent, or to those that share it, and to its shadows. Without an agent a lockstep replay waits for
    /// one; live, the slot abstains at once.
    func ask(_ slot: String, _ request: ModelRequest) throws {
        for shadow in registry.shadows(slot) { send(request, to: shadow.id) }
        let agents = registry.actives(slot)
        if agents.count > 1 {
            try deal(request, of: slot, among: agents.map(\.id))
        } else if let agent = agents.first {
            send(request, to: agent.id)
            try obey(registry.handle(.requestSent(agent.id), at: now))
        } else if !context.isLockstep {
            let answers = request.snapshots.map { snapshot in
                ModelAnswer(
                    slot: slot,
                    channel: request.channel,
                    symbol: snapshot.symbol,
                    outcome: .abstained(.noAgent)
                )
            }
            try handle(.answered(request.cycle, slot: slot, channel: request.channel, answers: answers))
        }
    }

    func send(_ request: ModelRequest, to agent: AgentID) {
        guard let peer = peers[agent] else { return }
        server.push(to: peer, encoded: encoded(request))
    }

    /// Encodes what is about to be sent, so that the messages then leave one behind the other: an agent that gets the
    /// first of them takes a processor, and on a small machine the rest would wait for its answer.
    func encodeQuestions(of effects: [FusionStage.Effect]) {
        for case .ask(let slot, let request) in effects where registry.actives(slot).count == 1 {
            _ = encoded(request)
        }
    }

    private func encoded(_ request: ModelRequest) -> [UInt8] {
        if let known = lastAsks.first(where: { $0.request == request }) { return known.bytes }
        // A slot is asked for the direction and for the entry, the next one mostly for the same.
        if lastAsks.count >= 4 { lastAsks.removeFirst() }
        let bytes = server.encoded(.ask(request))
        lastAsks.append((request, bytes))
        return bytes
    }

    /// Looks after silent agents, and asks again what nobody has answered for a second: the agent knows a repeat.
    func watchAgents() async throws {
        var rounds = 0
        while true {
            try await context.loop.sleep(milliseconds: 200)
            try obey(registry.handle(.checked, at: now))
            rounds += 1
            guard rounds % 5 == 0 else { continue }
            for slot in stage.settings.slots.map(\.slot) { askAgain(slot) }
        }
    }

    private func askAgain(_ slot: String) {
        guard let agent = registry.active(slot) else { return }
        for request in stage.outstandingRequests(of: slot) {
            if !dealAgain(request, of: slot) { send(request, to: agent.id) }
        }
    }

    func obey(_ effects: [SlotRegistry.Effect]) throws {
        guard !effects.isEmpty else { return }
        try saveRoster()
        for effect in effects {
            switch effect {
            case .activated(let agent):
                tell(agent, .agentState("active"))
                if let slot = registry.all.first(where: { $0.id == agent })?.registration.slot { askAgain(slot) }
            case .stoodBy(let agent): tell(agent, .agentState("standby"))
            case .shadowed(let agent): tell(agent, .agentState("shadow"))
            case .drainStarted(let agent): tell(agent, .agentState("draining"))
            case .drained(let agent): tell(agent, .agentState("drained"))
            case .lost(let agent):
                context.logger.notice("agent lost", metadata: ["agent": "\(agent)"])
                peers[agent] = nil
                answersByAgent[agent] = nil
                simulatedAgents.remove(agent)
            case .reask(let slot): askAgain(slot)
            case .vacated(let slot): context.logger.warning("slot has no agent", metadata: ["slot": "\(slot)"])
            case .registrationNeeded(let agent): tell(agent, .sayHello)
            case .refused(let reason): context.logger.warning("refused", metadata: ["reason": "\(reason)"])
            }
        }
    }

    private func tell(_ agent: AgentID, _ command: Tandem_V1_Reply.OneOf_Body) {
        guard let peer = peers[agent] else { return }
        server.push(to: peer, command)
    }

    func serve() async throws {
        while true {
            let (asker, request) = try await server.next()
            do {
                try answer(asker, request)
            } catch let error as WireError {
                context.logger.warning("request refused", metadata: ["peer": "\(asker.peer)", "error": "\(error)"])
                server.refuse(asker, code: "UNREADABLE", "\(error)")
            }
        }
    }

    private func answer(_ asker: ServiceServer.Asker, _ request: Tandem_V1_Request.OneOf_Body) throws {
        let agent = AgentID(asker.peer.description)
        switch request {
        case .agentHello(let hello):
            try register(try hello.registration(agent), isSimulated: hello.isSimulated, asker)
        case .agentBeat(let beat): try heard(agent, isLeaving: beat.leaving, asker)
        case .agentAnswer(let message):
            try answered(agent, try message.domain())
        case .agentsWanted: server.reply(to: asker, .agents(agentList()))
        case .agentControl(let control): try obey(control, asker)
        case .cyclesWanted(let wanted): server.reply(to: asker, .cycles(try cycles(wanted)))
        case .statusWanted: server.reply(to: asker, .status(report.message(context)))
        default: server.refuse(asker, code: "UNKNOWN", "the fusion node answers agents, cycles and status")
        }
    }

    /// One that leaves hands over at once, if there is somebody: one that is alone may be back before it is missed.
    private func heard(_ agent: AgentID, isLeaving: Bool, _ asker: ServiceServer.Asker) throws {
        guard let known = registry.inOrder.first(where: { $0.id == agent }), peers[agent] != nil else {
            guard !isLeaving else { return }
            return _ = server.push(to: asker.peer, .sayHello)
        }
        let isReplaceable = registry.inOrder.contains { other in
            other.id != agent && other.registration.slot == known.registration.slot
                && (other.state == .active || other.state == .standby)
        }
        try obey(registry.handle(isLeaving && isReplaceable ? .left(agent) : .heartbeat(agent), at: now))
    }

    private func register(_ registration: AgentRegistration, isSimulated: Bool, _ asker: ServiceServer.Asker) throws {
        guard stage.settings.slots.contains(where: { $0.slot == registration.slot }) else {
            let slots = stage.settings.slots.map(\.slot).joined(separator: ", ")
            return context.logger.warning(
                "agent refused",
                metadata: ["slot": "\(registration.slot)", "allowed": "\(slots)", "setting": "fusion.slots"]
            )
        }
        peers[registration.agent] = asker.peer
        if isSimulated {
            simulatedAgents.insert(registration.agent)
        } else {
            simulatedAgents.remove(registration.agent)
        }
        try obey(registry.handle(.registered(registration), at: now))
    }

    /// An answer counts when its agent may vote; a shadow's is only counted.
    private func answered(
        _ agent: AgentID,
        _ message: (cycle: CycleID, slot: String, channel: Channel, answers: [ModelAnswer])
    ) throws {
        guard let known = registry.all.first(where: { $0.id == agent }), known.registration.slot == message.slot else {
            return try obey(registry.handle(.heartbeat(agent), at: now))
        }
        answersByAgent[agent, default: 0] += 1
        try obey(registry.handle(.replyArrived(agent), at: now))
        guard known.state != .shadow, let answers = joined(message, of: agent) else { return }
        try handle(.answered(message.cycle, slot: message.slot, channel: message.channel, answers: answers))
    }

    private func obey(_ control: Tandem_V1_AgentControl, _ asker: ServiceServer.Asker) throws {
        let event: SlotRegistry.Event
        switch control.action {
        case "promote": event = .promoteRequested(slot: control.slot, instance: control.instance)
        case "demote": event = .demoteRequested(slot: control.slot, instance: control.instance)
        case "drain": event = .drainRequested(slot: control.slot, instance: control.instance)
        default:
            return server.refuse(
                asker,
                code: "UNKNOWN",
                "action was '\(control.action.prefix(40))'; allowed are promote, demote, drain"
            )
        }
        let effects = registry.handle(event, at: now)
        for case .refused(let reason) in effects { return server.refuse(asker, code: "NO_AGENT", reason) }
        try obey(effects)
        server.reply(to: asker, .agents(agentList()))
    }

    private func agentList() -> Tandem_V1_Agents {
        var list = Tandem_V1_Agents()
        for known in registry.all {
            var agent = Tandem_V1_Agent()
            agent.slot = known.registration.slot
            agent.instance = known.registration.instance
            agent.model = known.registration.model
            agent.promptVersion = known.registration.promptVersion
            agent.state = known.state.rawValue
            agent.isSimulated = simulatedAgents.contains(known.id)
            agent.silenceMs = UInt32(clamping: now.milliseconds(since: known.lastHeartbeat))
            agent.answers = answersByAgent[known.id] ?? 0
            agent.mode = known.registration.mode.rawValue
            agent.epoch = known.registration.epoch
            list.agents.append(agent)
        }
        return list
    }

    private func cycles(_ wanted: Tandem_V1_CyclesWanted) throws -> Tandem_V1_Cycles {
        var cycles = Tandem_V1_Cycles()
        let limit = Int(min(max(wanted.limit, 1), 500))
        let found =
            if let time = try wanted.time() {
                [try store.cycle(at: time)].compactMap { $0 }
            } else {
                try store.cycles(after: wanted.after, maximum: limit)
            }
        for stored in found where stored.isComplete {
            cycles.records.append(try WireFormat.decode(stored.record, what: "stored cycle"))
        }
        cycles.lastCompleted = stage.lastCompleted?.position ?? 0
        cycles.completed = counts.cycles
        cycles.decisions = counts.decisions
        cycles.missed = UInt64(missed)
        return cycles
    }
}

extension Tandem_V1_AgentHello {
    /// - Throws: ``WireError`` for a missing field or a name that is too long.
    fileprivate func registration(_ agent: AgentID) throws(WireError) -> AgentRegistration {
        guard hasSlot, hasInstance, hasModel, hasPromptVersion, hasTakeOver, hasShadow else {
            throw .missing(field: "agent_hello")
        }
        guard slot.utf8.count <= 40, instance.utf8.count <= 40, model.utf8.count <= 128, promptVersion.utf8.count <= 64
        else { throw .refused(field: "agent_hello", reason: "a name is too long") }
        return AgentRegistration(
            agent: agent,
            slot: slot,
            instance: instance,
            model: model,
            promptVersion: promptVersion,
            mode: shadow ? .shadow : share ? .share : .vote,
            takeOver: takeOver,
            epoch: epoch
        )
    }
}
