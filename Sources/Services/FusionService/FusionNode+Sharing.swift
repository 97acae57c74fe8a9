internal import Fusion
internal import TradingDomain

/// Instances that share a slot's load: its questions are dealt among them, and the cycle's state machine sees one answer.
extension FusionNode {
    /// Asks each of the agents about some of the symbols.
    func deal(_ request: ModelRequest, of slot: String, among agents: [AgentID]) throws {
        shared.removeAll { $0.slot == slot && $0.request.channel == request.channel }
        let question = SharedQuestion(request, of: slot, among: agents, turn: turn)
        turn = (turn + 1) % 1_000
        shared.append(question)
        for part in question.parts {
            send(part.request, to: part.agent)
            try obey(registry.handle(.requestSent(part.agent), at: now))
        }
    }

    /// Asks again what is open of a shared question; parts of agents that are gone go to others.
    ///
    /// - Returns: whether the question is a shared one.
    func dealAgain(_ request: ModelRequest, of slot: String) -> Bool {
        guard let place = place(slot, request.cycle, request.channel) else { return false }
        // A stand-by finishes what it has; what a shadow says has no weight.
        let working = registry.inOrder.filter { $0.state != .shadow }.map(\.id)
        let asked = shared[place].dealAgain(among: registry.actives(slot).map(\.id)) { working.contains($0) }
        // A request that is sent changes nobody's role.
        for agent in asked { _ = registry.handle(.requestSent(agent), at: now) }
        for part in shared[place].parts where part.isOpen { send(part.request, to: part.agent) }
        return true
    }

    /// The answers that the cycle is to see: an agent's own, or those of all that share the question once the last has come.
    func joined(
        _ message: (cycle: CycleID, slot: String, channel: Channel, answers: [ModelAnswer]),
        of agent: AgentID
    ) -> [ModelAnswer]? {
        guard let place = place(message.slot, message.cycle, message.channel) else { return message.answers }
        guard let answers = shared[place].take(message.answers, from: agent) else { return nil }
        shared.remove(at: place)
        return answers
    }

    /// At the deadline the parts that were answered count.
    func takeWhatCame(for cycle: CycleID) throws {
        let open = shared.filter { $0.request.cycle == cycle }
        shared = []
        for question in open {
            try handle(
                .answered(cycle, slot: question.slot, channel: question.request.channel, answers: question.soFar)
            )
        }
    }

    private func place(_ slot: String, _ cycle: CycleID, _ channel: Channel) -> Int? {
        shared.firstIndex { $0.slot == slot && $0.request.cycle == cycle && $0.request.channel == channel }
    }
}
