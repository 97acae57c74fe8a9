import TradingDomain

extension AgentStage {
    /// Says who is asked about what: nobody about the stale and the quiet, the file or the cache about what is known,
    /// a model about the rest.
    mutating func begun(
        _ request: ModelRequest,
        _ mode: CallMode,
        _ stored: [StoredCall]
    ) -> (OpenQuestion, [AgentEffect]) {
        var question = OpenQuestion(request: request, mode: mode)
        var note = QuestionNote(request)
        let time = request.cycle.time
        step =
            settings.isMetered ? DegradeStep(used_percent: spending.used_percent(of: settings.budget, at: time)) : .none
        let skipsQuiet = request.channel == .entry && (settings.savings.skipsQuiet || step >= .skipQuiet)
        var wanted: [FeatureSnapshot] = []
        for snapshot in request.snapshots {
            if !snapshot.freshness.isFresh {
                question.abstentions.append(abstention(snapshot.symbol, request, .staleFeatures))
            } else if skipsQuiet, snapshot.isQuiet {
                question.abstentions.append(abstention(snapshot.symbol, request, .quiet))
                note.quiet.append(snapshot.symbol)
            } else {
                wanted.append(snapshot)
            }
        }
        let (model, choice) = model(for: wanted, of: request)
        var effects: [AgentEffect] = []
        let size = settings.savings.symbolsPerCall
        for (index, start) in stride(from: 0, to: wanted.count, by: size).enumerated() {
            let snapshots = Array(wanted[start..<min(start + size, wanted.count)])
            let part = request.about(snapshots)
            effects += begin(part, request.callID.part + index, (model, choice), stored, &question, &note)
        }
        if step > .none || !note.isEmpty {
            note.step = step
            note.saved_nanoUSD = Int64(note.quiet.count + note.cached.count) * model.estimate(request.channel, at: time)
            effects.insert(.note(note), at: 0)
        }
        return (question, effects)
    }

    private mutating func begin(
        _ request: ModelRequest,
        _ index: Int,
        _ asked: (model: ModelOffer, choice: ModelChoice?),
        _ stored: [StoredCall],
        _ question: inout OpenQuestion,
        _ note: inout QuestionNote
    ) -> [AgentEffect] {
        let id = CallID(cycle: request.cycle, channel: request.channel, part: index)
        let shown = settings.isMasked ? MarketMask(request).request : request
        let numbers = shown.snapshots.map { PromptNumbers($0, channel: request.channel) }
        let prompt = PromptText.render(
            request.channel,
            numbers,
            account: shown.account.flatMap { AccountNumbers($0, symbols: numbers.map(\.symbol)) },
            cycle: shown.cycle,
            template: settings.template
        )
        var part = OpenQuestion.Part(
            request: request,
            id: id,
            model: asked.model,
            choice: asked.choice,
            prompt: prompt,
            reserved_nanoUSD: 0
        )
        // A repair that is on record is the call that counts; the first reply has said its part.
        let known = stored.last { $0.part == index }
        if let known, known.isRepair { part.first = firstReading(of: request, index, stored) }
        if let known { part.id = CallID(cycle: id.cycle, channel: id.channel, part: index, isRepair: known.isRepair) }
        switch known?.state {
        case .ended(let content):
            if question.mode == .replay {
                if let fault = fault(of: known, in: part) { return [fault] }
                if let prompt = known?.prompt, prompt != part.prompt.user { otherAccounts += 1 }
            }
            part.content = content
        case .reserved(let reserved) where question.mode == .live:
            // The spending, as read from the file, holds this reservation already.
            part.reserved_nanoUSD = reserved
            question.parts.append(part)
            return [.call(call(part))]
        default:
            if let content = cached(part, ignoringAccount: ignoresAccount(question.mode)) {
                part.content = content
                note.cached += request.snapshots.map(\.symbol)
            } else if question.mode == .replay {
                return fault(of: known, in: part).map { [$0] } ?? []
            } else {
                return reserve(&part, &question, &note)
            }
        }
        question.parts.append(part)
        return []
    }

    /// Takes a call out of the budgets, or says who answers in its place.
    private mutating func reserve(
        _ part: inout OpenQuestion.Part,
        _ question: inout OpenQuestion,
        _ note: inout QuestionNote
    ) -> [AgentEffect] {
        defer { question.parts.append(part) }
        let underWay = open.reduce(question.parts.count) { $0 + $1.parts.count }
        guard underWay < Self.mostOpenCalls else {
            part.content = .unusable(.budget, detail: "\(underWay) calls are under way; no more are allowed at a time")
            return []
        }
        let reservation = settings.isMetered ? reservation(of: part) : 0
        if settings.isMetered,
            let refusal = spending.reserve(reservation, at: part.id.cycle.time, limits: settings.budget)
        {
            step = settings.savings.rulesWhenSpent ? .rulesOnly : .hold
            guard step == .rulesOnly, let rules = SimulatedTrader.named("rules") else {
                part.content = .unusable(.budget, detail: refusal)
                return []
            }
            note.ruled += part.request.snapshots.map(\.symbol)
            part.reading = ReplyReading(answers: rules.answers(to: part.request, slot: settings.slot), refusals: [])
            return []
        }
        part.reserved_nanoUSD = reservation
        return [.reserve(intent(part)), .call(call(part))]
    }

    func reservation(of part: OpenQuestion.Part) -> Int64 {
        part.model.reservation(
            part.prompt,
            maximumReplyTokens: Self.replyTokens(part.request.snapshots.count),
            at: part.id.cycle.time
        )
    }

    func intent(_ part: OpenQuestion.Part) -> CallIntent {
        CallIntent(
            id: part.id,
            model: part.model.name,
            choice: part.choice,
            promptVersion: settings.template.version,
            promptDigest: settings.template.digest,
            user: part.prompt.user,
            symbols: part.request.snapshots.map(\.symbol),
            reserved_nanoUSD: part.reserved_nanoUSD
        )
    }

    func call(_ part: OpenQuestion.Part) -> ChatPrompt {
        ChatPrompt(
            id: part.id,
            model: part.model.name,
            system: part.prompt.system,
            user: part.prompt.user,
            symbols: part.request.snapshots.count,
            maximumReplyTokens: Self.replyTokens(part.request.snapshots.count),
            capabilities: part.model.card?.capabilities,
            reserved_nanoUSD: part.reserved_nanoUSD
        )
    }

    /// What a sound answer needs, three times over: some 120 tokens a symbol.
    private static func replyTokens(_ symbols: Int) -> Int { 200 + 400 * symbols }

    private func model(
        for wanted: [FeatureSnapshot],
        of request: ModelRequest
    ) -> (ModelOffer, ModelChoice?) {
        guard let strong = settings.strongModel else { return (settings.model, nil) }
        guard step < .cheapModel else { return (settings.model, ModelChoice(.saving)) }
        guard settings.savings.choosesModel else { return (strong, ModelChoice(.always)) }
        let urgency = Urgency(nearStop_atrTenths: settings.savings.nearStop_atrTenths)
        guard let choice = urgency.choice(about: wanted, of: request) else {
            return (settings.model, ModelChoice(.usual))
        }
        return (strong, choice)
    }

    private func firstReading(of request: ModelRequest, _ index: Int, _ stored: [StoredCall]) -> ReplyReading? {
        guard case .ended(let content)? = stored.first(where: { $0.part == index && !$0.isRepair })?.state else {
            return nil
        }
        return reading(of: content, request)
    }

    private func abstention(_ symbol: Symbol, _ request: ModelRequest, _ cause: AbstentionCause) -> ModelAnswer {
        ModelAnswer(slot: settings.slot, channel: request.channel, symbol: symbol, outcome: .abstained(cause))
    }
}
