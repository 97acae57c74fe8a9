package import TradingDomain

/// A question that instances of a slot answer together. Its symbols are dealt in turn, so that a part is about the same
/// ones whoever gets it; the answers are joined in the order of the question.
package struct SharedQuestion: Sendable {
    package let slot: String
    package let request: ModelRequest
    /// In the order of their numbers.
    package private(set) var parts: [Part]
    private var answers: [ModelAnswer] = []

    /// Some of the symbols, and who is asked about them.
    package struct Part: Sendable {
        package let request: ModelRequest
        package fileprivate(set) var agent: AgentID
        package fileprivate(set) var isOpen = true
    }

    /// More would make numbers of parts ambiguous.
    private static let mostParts = 63

    /// - Parameters:
    ///   - request: a whole question, about one symbol or more.
    ///   - slot: whose.
    ///   - agents: one or more.
    ///   - turn: the place of the agent who gets the first part. One more for each question, and few symbols are shared too.
    package init(_ request: ModelRequest, of slot: String, among agents: [AgentID], turn: Int) {
        self.slot = slot
        self.request = request
        let count = max(1, min(agents.count, request.snapshots.count, Self.mostParts))
        parts =
            agents.isEmpty
            ? []
            : (0..<count).map { number in
                var part = request.about(
                    request.snapshots.enumerated().filter { $0.offset % count == number }.map(\.element)
                )
                part.share = count << 6 | number
                return Part(request: part, agent: agents[(number + turn) % agents.count])
            }
    }

    /// Hands the open parts of agents that are gone to others, in turn.
    ///
    /// - Parameters:
    ///   - agents: who may be asked now; empty changes nothing.
    ///   - isThere: whether an agent still works on what it has.
    /// - Returns: who got a part, once for each.
    package mutating func dealAgain(among agents: [AgentID], where isThere: (AgentID) -> Bool) -> [AgentID] {
        guard !agents.isEmpty else { return [] }
        var asked: [AgentID] = []
        for number in parts.indices where parts[number].isOpen && !isThere(parts[number].agent) {
            parts[number].agent = agents[(number + asked.count) % agents.count]
            asked.append(parts[number].agent)
        }
        return asked
    }

    /// Takes an agent's answer to one of its parts. What it says of other symbols is ignored.
    ///
    /// - Returns: the answers to the whole question when this was the last part; a symbol that nobody spoke of is missing.
    package mutating func take(_ arrived: [ModelAnswer], from agent: AgentID) -> [ModelAnswer]? {
        let own = parts.indices.filter { parts[$0].isOpen && parts[$0].agent == agent }
        // An agent that has taken another's part over answers both, in any order.
        let named = own.first { number in
            parts[number].request.snapshots.contains { snapshot in arrived.contains { $0.symbol == snapshot.symbol } }
        }
        // It may also say again what it has said of a part that is closed.
        let isRepeat = arrived.contains { answer in request.snapshots.contains { $0.symbol == answer.symbol } }
        guard let number = named ?? (isRepeat ? nil : own.first) else { return nil }
        parts[number].isOpen = false
        for snapshot in parts[number].request.snapshots {
            if let answer = arrived.first(where: { $0.symbol == snapshot.symbol }) { answers.append(answer) }
        }
        return parts.contains(where: \.isOpen) ? nil : joined { _ in nil }
    }

    /// The answers when no time is left: those that came, and ``TradingDomain/AbstentionCause/timedOut`` for the others.
    package var soFar: [ModelAnswer] {
        joined { symbol in
            let isAwaited = parts.contains { part in
                part.isOpen && part.request.snapshots.contains { $0.symbol == symbol }
            }
            guard isAwaited else { return nil }
            return ModelAnswer(slot: slot, channel: request.channel, symbol: symbol, outcome: .abstained(.timedOut))
        }
    }

    private func joined(or missing: (Symbol) -> ModelAnswer?) -> [ModelAnswer] {
        request.snapshots.compactMap { snapshot in
            answers.first { $0.symbol == snapshot.symbol } ?? missing(snapshot.symbol)
        }
    }
}
