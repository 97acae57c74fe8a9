import ModelScoring
import TradingDomain

extension FusionStage {
    /// Votes, fuses and plans every symbol of a cycle whose questions are closed.
    ///
    /// - Parameters:
    ///   - cycle: with all the answers that came.
    ///   - missing: the cause that stands for an answer that never came.
    ///   - now: when the questions were closed; dates features that never came.
    /// - Returns: the record, and a proposal for each symbol that is not HOLD, sorted by symbol.
    mutating func decide(
        _ cycle: OpenCycle,
        missing: AbstentionCause,
        at now: Timestamp
    ) -> (CycleRecord, [Proposal]) {
        var records: [CycleRecord.SymbolRecord] = []
        records.reserveCapacity(settings.symbols.count)
        var proposals: [Proposal] = []
        for symbol in settings.symbols.indices {
            guard cycle.isAsked[symbol], let place = cycle.places[symbol] else {
                records.append(unasked(symbol, of: cycle, at: now))
                continue
            }
            let snapshot = cycle.snapshots[place]
            hold(symbol: symbol, of: cycle, seeing: snapshot)
            let record = fused(symbol, seeing: snapshot, of: cycle, missing: missing)
            if record.decision.action != .hold,
                let proposal = try? Proposal(
                    cycle: cycle.id,
                    decision: record.decision,
                    snapshot: snapshot,
                    calibratedWinFraction_ppm: learner?.calibration?.fraction_ppm(at: record.decision.confidence),
                    isExitOnly: record.outcome?.isExitOnly ?? false
                )
            {
                proposals.append(proposal)
            }
            records.append(record)
        }
        return (CycleRecord(cycle: cycle.id, symbols: records), proposals)
    }

    private mutating func fused(
        _ symbol: Int,
        seeing snapshot: FeatureSnapshot,
        of cycle: OpenCycle,
        missing: AbstentionCause
    ) -> CycleRecord.SymbolRecord {
        let answers = answers(for: symbol, of: cycle, missing: missing)
        let slotCount = settings.slots.count
        let directionAnswers = answers[..<slotCount]
        let entryAnswers = answers[slotCount...]
        let direction = settings.vote(directionAnswers, factors_ppm: factors_ppm?.direction)
        let entry = settings.vote(entryAnswers, factors_ppm: factors_ppm?.entry)
        let score = settings.fusedScore(direction: direction, entry: entry)
        var outcome = outcome(of: symbol, direction: direction, entry: entry, score: score)
        if outcome.action != .hold, let price = snapshot.price {
            let merger = TradeMerger(
                action: outcome.action,
                price: price,
                direction: directionAnswers,
                entry: entryAnswers
            )
            outcome.add(merger)
        }
        if outcome.action != .hold {
            if cycle.isRepeated[symbol] {
                outcome.repeatNothing()
            } else if let finding = finding(on: outcome, symbol, seeing: snapshot, at: cycle.id.time) {
                outcome.obey(finding, settings.churn)
            }
        }
        return CycleRecord.SymbolRecord(
            symbol: snapshot.symbol,
            price: snapshot.price,
            freshness: snapshot.freshness,
            answers: answers,
            directionVote: direction,
            entryVote: entry,
            fusedScore: score,
            decision: decision(outcome, on: snapshot.symbol, at: cycle.id.time, sources: sources(of: answers)),
            outcome: outcome.code,
            regime: snapshot.boxedTrend?.value.direction,
            verdict: nil
        )
    }

    private mutating func outcome(of symbol: Int, direction: Vote, entry: Vote, score: Int) -> FusedOutcome {
        if let last = lastHolds[symbol], last.direction == direction, last.entry == entry, last.score == score {
            return last
        }
        let outcome = FusedOutcome(direction: direction, entry: entry, score: score, settings: settings)
        if outcome.action == .hold { lastHolds[symbol] = outcome }
        return outcome
    }

    private func finding(
        on outcome: FusedOutcome,
        _ symbol: Int,
        seeing snapshot: FeatureSnapshot,
        at time: Timestamp
    ) -> ChurnFinding? {
        guard let plan = outcome.plan else { return nil }
        return settings.churn.finding(
            on: plan,
            outcome.action,
            atr14: snapshot.boxedTrend?.value.atr14,
            last: lastOrders[symbol],
            at: time
        )
    }

    /// The answers of one symbol, sorted by channel, then slot.
    private func answers(for symbol: Int, of cycle: OpenCycle, missing: AbstentionCause) -> [ModelAnswer] {
        let slotCount = settings.slots.count
        var answers: [ModelAnswer] = []
        answers.reserveCapacity(slotCount * 2)
        for cell in (symbol * 2 * slotCount)..<((symbol + 1) * 2 * slotCount) {
            if let answer = cycle.answers[cell] {
                answers.append(answer)
            } else {
                let slot = cell % slotCount
                let channel: Channel = (cell / slotCount) % 2 == 0 ? .direction : .entry
                answers.append(
                    ModelAnswer(
                        slot: settings.slotNames[slot],
                        channel: channel,
                        symbol: settings.symbols[symbol],
                        outcome: .abstained(missing)
                    )
                )
            }
        }
        return answers
    }

    /// The slots that spoke on either channel, sorted.
    private func sources(of answers: [ModelAnswer]) -> [String] {
        let slotCount = settings.slots.count
        func hasSpoken(_ slot: Int) -> Bool {
            if case .decided = answers[slot].outcome { return true }
            if case .decided = answers[slotCount + slot].outcome { return true }
            return false
        }
        if settings.slots.indices.allSatisfy(hasSpoken) { return settings.slotNames }
        return settings.slots.indices.filter(hasSpoken).map { settings.slotNames[$0] }
    }

    /// A symbol without features to decide on: every slot abstains, and the decision is HOLD with the cause.
    private func unasked(_ symbol: Int, of cycle: OpenCycle, at now: Timestamp) -> CycleRecord.SymbolRecord {
        let name = settings.symbols[symbol]
        let snapshot = cycle.places[symbol].map { cycle.snapshots[$0] }
        let cause: AbstentionCause = snapshot?.canBeAsked == true ? .timedOut : .staleFeatures
        let answers = Channel.allCases.flatMap { channel in
            settings.slotNames.map { slot in
                ModelAnswer(slot: slot, channel: channel, symbol: name, outcome: .abstained(cause))
            }
        }
        let waited_ms = max(0, now.milliseconds(since: cycle.id.time))
        let outcome = FusedOutcome(unasked: snapshot)
        return CycleRecord.SymbolRecord(
            symbol: name,
            price: snapshot?.price,
            freshness: snapshot?.freshness ?? .stale(age_ms: waited_ms),
            answers: answers,
            directionVote: outcome.direction,
            entryVote: outcome.entry,
            fusedScore: 0,
            decision: decision(outcome, on: name, at: cycle.id.time, sources: []),
            outcome: outcome.code,
            regime: snapshot?.boxedTrend?.value.direction,
            verdict: nil
        )
    }

    /// The fused decision; an outcome is valid by construction.
    private func decision(
        _ outcome: FusedOutcome,
        on symbol: Symbol,
        at time: Timestamp,
        sources: [String]
    ) -> TradingDecision {
        do {
            return try TradingDecision(
                symbol: symbol,
                action: outcome.action,
                confidence: .nearest(toScore: outcome.score),
                plan: outcome.plan,
                reasoning: outcome.reasoning,
                views: outcome.views(),
                riskLevel: outcome.riskLevel,
                riskScore: outcome.riskScore,
                sources: sources,
                time: time
            )
        } catch {
            preconditionFailure("the fusion made an invalid decision on \(symbol) at \(time): \(error)")
        }
    }
}
