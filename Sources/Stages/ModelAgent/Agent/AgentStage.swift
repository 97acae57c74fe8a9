package import TradingDomain

/// One agent: from a question to answers, each call made once, paid from a budget, and stored before it is read.
///
/// The process looks the question's calls up in its file, hands over the question with what it found, and carries out
/// the effects in order. A reply that comes after the question was given up is recorded and answers nobody.
package struct AgentStage: Stage {
    package let settings: AgentSettings
    package internal(set) var spending: Spending
    /// How far the last question was cut down.
    package internal(set) var step = DegradeStep.none
    var open: [OpenQuestion] = []
    /// The last questions that were answered, newest last: a repeated one is answered without the file.
    private var ended: [(id: CallID, reading: ReplyReading)] = []
    var cache = AnswerCache()
    /// By what was asked but for the account; empty unless that is ignored.
    var accountlessCache = AnswerCache()
    /// Questions that were answered by a reply to another account.
    package internal(set) var otherAccounts = 0

    /// Calls under way at a time; one more abstains with ``TradingDomain/AbstentionCause/budget``.
    package static let mostOpenCalls = 32
    private static let keptEnded = 32

    /// - Parameters:
    ///   - settings: what the agent is.
    ///   - spending: what the agent's file says is spent in the current windows of event time.
    package init(settings: AgentSettings, spending: Spending) {
        self.settings = settings
        self.spending = spending
    }

    package mutating func handle(_ event: AgentEvent, at now: Timestamp) -> [AgentEffect] {
        switch event {
        case .asked(let request, let mode, let stored): asked(request, mode, stored)
        case .replied(let reply): replied(reply)
        case .callFailed(let id, let cause, let detail, let cost): failed(id, cause, detail, cost)
        case .recorded(let id, let mayRepair): recorded(id, mayRepair: mayRepair)
        }
    }

    private mutating func asked(_ request: ModelRequest, _ mode: CallMode, _ stored: [StoredCall]) -> [AgentEffect] {
        if let known = ended.last(where: { $0.id == request.callID }) { return [.answer(known.id, known.reading)] }
        if let index = open.firstIndex(where: { $0.request.callID == request.callID }) {
            open[index].request = request
            return []
        }
        var (question, effects) = begun(request, mode, stored)
        if effects.contains(where: { if case .fail = $0 { true } else { false } }) { return effects }
        for index in question.parts.indices where question.parts[index].content != nil {
            effects += read(&question, part: index, mayRepair: mode == .live)
        }
        return effects + answered(question)
    }

    private mutating func replied(_ reply: RawReply) -> [AgentEffect] {
        let cost = end(reply.id, reply.content, cost: reply.cost_nanoUSD)
        return [.record(.replied(reply, cost_nanoUSD: cost))]
    }

    private mutating func failed(
        _ id: CallID,
        _ cause: AbstentionCause,
        _ detail: String,
        _ cost: Int64?
    ) -> [AgentEffect] {
        let cost = end(id, .unusable(cause, detail: detail), cost: cost)
        return [.record(.failed(id, cause, detail: detail, cost_nanoUSD: cost))]
    }

    /// Notes how a call ended, unless it had ended before, and settles its cost.
    /// - Returns: what the call cost.
    private mutating func end(_ id: CallID, _ content: ReplyContent, cost: Int64?) -> Int64 {
        guard let (question, part) = place(of: id), open[question].parts[part].content == nil else {
            return cost ?? 0
        }
        open[question].parts[part].content = content
        let reserved = open[question].parts[part].reserved_nanoUSD
        spending.settle(cost ?? reserved, reserved: reserved, at: id.cycle.time)
        return cost ?? reserved
    }

    private mutating func recorded(_ id: CallID, mayRepair: Bool) -> [AgentEffect] {
        guard let (index, part) = place(of: id), open[index].parts[part].content != nil,
            open[index].parts[part].reading == nil
        else { return [] }
        var question = open.remove(at: index)
        return read(&question, part: part, mayRepair: mayRepair) + answered(question)
    }

    /// Where the call under way is.
    private func place(of id: CallID) -> (question: Int, part: Int)? {
        for (index, question) in open.enumerated() {
            if let part = question.parts.firstIndex(where: { $0.id == id }) { return (index, part) }
        }
        return nil
    }

    /// Answers a question that has all it needs, or keeps it open.
    private mutating func answered(_ question: OpenQuestion) -> [AgentEffect] {
        guard question.isDone else {
            open.append(question)
            return []
        }
        let reading = question.reading(slot: settings.slot)
        if ended.count == Self.keptEnded { ended.removeFirst() }
        ended.append((question.request.callID, reading))
        return [.answer(question.request.callID, reading)]
    }
}
