import TradingDomain

extension AgentStage {
    /// Reads how a call ended. A reply with refusals is asked for once more, with the reasons, if time and budget remain.
    mutating func read(_ question: inout OpenQuestion, part index: Int, mayRepair: Bool) -> [AgentEffect] {
        guard let content = question.parts[index].content else { return [] }
        let part = question.parts[index]
        let reading = reading(of: content, part.request)
        if !part.id.isRepair, reading.refusals.isEmpty {
            keep(content, of: part, ignoringAccount: ignoresAccount(question.mode))
        }
        if let first = part.first {
            question.parts[index].reading = first.completed(by: reading)
            return []
        }
        guard mayRepair, settings.repairs, question.mode == .live, let repair = repair(part, reading) else {
            question.parts[index].reading = reading
            return []
        }
        question.parts[index] = repair
        return [.reserve(intent(repair)), .call(call(repair))]
    }

    func reading(of content: ReplyContent, _ request: ModelRequest) -> ReplyReading {
        guard settings.isMasked else { return plainReading(of: content, request) }
        let mask = MarketMask(request)
        let shown = plainReading(of: content, mask.request)
        // The reasons speak of what the model was shown: it may be told them.
        return ReplyReading(answers: mask.unmasked(shown.answers), refusals: shown.refusals)
    }

    private func plainReading(of content: ReplyContent, _ request: ModelRequest) -> ReplyReading {
        switch content {
        case .arguments(let text):
            ReplyReader(limits: settings.limits).read(text, request: request, slot: settings.slot)
        case .unusable(let cause, let detail):
            .refused(ReplyRefusal(noReply: cause, detail), request: request, slot: settings.slot)
        }
    }

    /// The one call that asks again: for a reply that came and has refusals, and whose repair can be paid.
    private mutating func repair(_ part: OpenQuestion.Part, _ reading: ReplyReading) -> OpenQuestion.Part? {
        guard !part.id.isRepair, !reading.refusals.isEmpty, part.content?.mayBeRepaired == true,
            reading.answers.contains(where: { $0.decision == nil })
        else { return nil }
        var repair = OpenQuestion.Part(
            request: part.request,
            id: CallID(cycle: part.id.cycle, channel: part.id.channel, part: part.id.part, isRepair: true),
            model: part.model,
            choice: part.choice,
            prompt: part.prompt.repairing(reading.refusals),
            reserved_nanoUSD: 0
        )
        repair.first = reading
        guard settings.isMetered else { return repair }
        let reservation = reservation(of: repair)
        guard spending.reserve(reservation, at: repair.id.cycle.time, limits: settings.budget) == nil else {
            return nil
        }
        repair.reserved_nanoUSD = reservation
        return repair
    }
}

extension ReplyContent {
    /// The model spoke, and not as it was told to.
    fileprivate var mayBeRepaired: Bool {
        switch self {
        case .arguments: true
        case .unusable(let cause, _): [.malformed, .schema, .empty].contains(cause)
        }
    }
}

extension ReplyReading {
    /// What stood in the first reply stays; the repair answers only for what was refused there.
    fileprivate func completed(by repair: ReplyReading) -> ReplyReading {
        let answers = self.answers.map { answer in
            answer.decision != nil ? answer : repair.answers.first { $0.symbol == answer.symbol } ?? answer
        }
        return ReplyReading(answers: answers, refusals: refusals + repair.refusals)
    }
}
