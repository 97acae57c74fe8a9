package import TradingDomain

/// One agent: from a question to answers, each call made once, paid from a budget, and stored before it is read.
///
/// The process looks the call up in its file, hands over the question with what it found, and carries out the
/// effects in order. A reply that comes after the question was given up is recorded and answers nobody.
package struct AgentStage: Stage {
    package let settings: AgentSettings
    package private(set) var budget: DayBudget
    private var open: [OpenCall] = []
    /// The last calls that ended, newest last: a repeated question is answered without the file.
    private var ended: [(id: CallID, content: ReplyContent)] = []

    /// Calls under way at a time; one more abstains with ``TradingDomain/AbstentionCause/budget``.
    package static let mostOpenCalls = 8
    private static let keptEnded = 32

    /// - Parameters:
    ///   - settings: what the agent is.
    ///   - budget: what the agent's file says is spent on the current day of event time.
    package init(settings: AgentSettings, budget: DayBudget) {
        self.settings = settings
        self.budget = budget
    }

    package mutating func handle(_ event: AgentEvent, at now: Timestamp) -> [AgentEffect] {
        switch event {
        case .asked(let request, let mode, let stored): asked(request, mode, stored)
        case .replied(let reply): replied(reply)
        case .callFailed(let id, let cause, let detail, let cost): failed(id, cause, detail, cost)
        case .recorded(let id): recorded(id)
        }
    }

    private mutating func asked(_ request: ModelRequest, _ mode: CallMode, _ stored: StoredCall) -> [AgentEffect] {
        let id = request.callID
        if let known = ended.last(where: { $0.id == id }) { return [answer(request, known.content)] }
        if let index = open.firstIndex(where: { $0.id == id }) {
            open[index].request = request
            return []
        }
        if mode == .replay { return replayed(request, stored) }
        switch stored {
        case .ended(let content), .recorded(let content, _):
            return [answer(request, content)]
        case .reserved(let reserved):
            // The day's spending, as read from the file, holds this reservation already.
            return call(request, reserved: reserved, isRepeat: true)
        case .none:
            return call(request, reserved: settings.reservation_nanoUSD, isRepeat: false)
        }
    }

    private mutating func call(_ request: ModelRequest, reserved: Int64, isRepeat: Bool) -> [AgentEffect] {
        let id = request.callID
        let fresh = request.snapshots.filter(\.freshness.isFresh)
        guard !fresh.isEmpty else { return refuse(request, .staleFeatures, "no symbol has fresh features") }
        guard fresh.count <= PromptText.mostSymbols else {
            return refuse(
                request,
                .refused,
                "\(fresh.count) symbols in one question; at most \(PromptText.mostSymbols) are allowed"
            )
        }
        guard open.count < Self.mostOpenCalls else {
            return refuse(request, .budget, "\(open.count) calls are under way; no more are allowed at a time")
        }
        let limit = settings.dailyBudget_nanoUSD
        guard isRepeat || budget.reserve(reserved, at: id.cycle.time, limit: limit) else {
            return refuse(
                request,
                .budget,
                "\(budget.spent_nanoUSD) of \(limit) nano-USD are spent today and the call may cost \(reserved)"
            )
        }
        let numbers = fresh.map { PromptNumbers($0, channel: request.channel) }
        let prompt = PromptText.render(request.channel, numbers, cycle: request.cycle, template: settings.template)
        open.append(OpenCall(request: request, reserved_nanoUSD: reserved))
        let call = ChatPrompt(id: id, model: settings.model, system: prompt.system, user: prompt.user)
        guard !isRepeat else { return [.call(call)] }
        let intent = CallIntent(
            id: id,
            model: settings.model,
            promptVersion: settings.template.version,
            promptDigest: settings.template.digest,
            user: prompt.user,
            reserved_nanoUSD: reserved
        )
        return [.reserve(intent), .call(call)]
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
        guard let index = open.firstIndex(where: { $0.id == id && $0.content == nil }) else {
            return cost ?? settings.reservation_nanoUSD
        }
        open[index].content = content
        let reserved = open[index].reserved_nanoUSD
        budget.settle(cost ?? reserved, reserved: reserved, at: id.cycle.time)
        return cost ?? reserved
    }

    private mutating func recorded(_ id: CallID) -> [AgentEffect] {
        guard let index = open.firstIndex(where: { $0.id == id }), let content = open[index].content else { return [] }
        let call = open.remove(at: index)
        if ended.count == Self.keptEnded { ended.removeFirst() }
        ended.append((id, content))
        return [answer(call.request, content)]
    }

    func refuse(_ request: ModelRequest, _ cause: AbstentionCause, _ detail: String) -> [AgentEffect] {
        [answer(request, .unusable(cause, detail: detail))]
    }

    /// Reads the content for the fresh symbols; the others abstain, whatever the reply says of them.
    func answer(_ request: ModelRequest, _ content: ReplyContent) -> AgentEffect {
        let asked = ModelRequest(
            cycle: request.cycle,
            channel: request.channel,
            snapshots: request.snapshots.filter(\.freshness.isFresh)
        )
        let reading: ReplyReading
        switch content {
        case .arguments(let text):
            reading = ReplyReader(limits: settings.limits).read(text, request: asked, slot: settings.slot)
        case .unusable(let cause, let detail):
            reading = .refused(ReplyRefusal(noReply: cause, detail), request: asked, slot: settings.slot)
        }
        var rest = reading.answers[...]
        let answers = request.abstentions(slot: settings.slot, cause: .staleFeatures).enumerated().map { index, stale in
            request.snapshots[index].freshness.isFresh ? rest.removeFirst() : stale
        }
        return .answer(request.callID, ReplyReading(answers: answers, refusals: reading.refusals))
    }
}
