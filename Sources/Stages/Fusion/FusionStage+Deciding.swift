import ModelScoring
import TradingDomain

extension FusionStage {
    /// Votes, fuses and plans every symbol of the open cycle, whose questions are closed.
    ///
    /// - Parameters:
    ///   - missing: the cause that stands for an answer that never came.
    ///   - now: when the questions were closed; dates features that never came.
    /// - Returns: the record, and a proposal for each symbol that is not HOLD, sorted by symbol.
    mutating func decide(missing: AbstentionCause, at now: Timestamp) -> (CycleRecord, [Proposal]) {
        let snapshots = current.snapshots
        var records: [CycleRecord.SymbolRecord] = []
        records.reserveCapacity(current.symbols.count)
        var proposals: [Proposal] = []
        for symbol in current.symbols.indices {
            guard current.symbols[symbol].isAsked, let place = current.symbols[symbol].place else {
                records.append(unasked(symbol, at: now))
                continue
            }
            let snapshot = snapshots[place]
            hold(symbol: symbol, seeing: snapshot)
            current.symbols[symbol].abstain(missing)
            records.append(fused(symbol, seeing: snapshot))
            let decision = records[records.count - 1].decision
            if decision.action != .hold,
                let proposal = try? Proposal(
                    cycle: current.id,
                    decision: decision,
                    snapshot: snapshot,
                    calibratedWinFraction_ppm: learner?.calibration?.fraction_ppm(at: decision.confidence),
                    isExitOnly: records[records.count - 1].outcome?.isExitOnly ?? false
                )
            {
                proposals.append(proposal)
            }
        }
        return (CycleRecord(cycle: current.id, symbols: records), proposals)
    }

    private mutating func fused(_ symbol: Int, seeing snapshot: FeatureSnapshot) -> CycleRecord.SymbolRecord {
        let votes = votes(on: symbol)
        let answers = current.symbols[symbol].answers
        func record(_ decision: TradingDecision, _ outcome: FusionOutcome) -> CycleRecord.SymbolRecord {
            CycleRecord.SymbolRecord(
                symbol: snapshot.symbol,
                price: snapshot.price,
                freshness: snapshot.freshness,
                answers: answers,
                directionVote: votes.direction,
                entryVote: votes.entry,
                fusedScore: votes.score,
                decision: decision,
                outcome: outcome,
                regime: snapshot.boxedTrend?.value.direction
            )
        }
        let time = current.id.time
        if let hold = votes.hold { return record(hold.at(time), votes.outcome.code) }
        var outcome = votes.outcome
        if let price = snapshot.price {
            let merger = TradeMerger(
                action: outcome.action,
                price: price,
                direction: answers[..<settings.slots.count],
                entry: answers[settings.slots.count...]
            )
            outcome.add(merger)
        }
        if outcome.action != .hold {
            if current.symbols[symbol].isRepeated {
                outcome.repeatNothing()
            } else if let finding = finding(on: outcome, symbol, seeing: snapshot, at: time) {
                outcome.obey(finding, settings.churn)
            }
        }
        return record(decision(outcome, on: snapshot.symbol, at: time, sources: votes.sources), outcome.code)
    }

    /// Counts the answers on a symbol, unless they say what they said when they were counted last.
    private mutating func votes(on symbol: Int) -> SymbolVotes {
        let last = current.symbols[symbol].votes
        if factors_ppm == nil, let last, !current.symbols[symbol].isChanged { return last }
        let answers = current.symbols[symbol].answers
        let slotCount = settings.slots.count
        let direction = settings.vote(answers[..<slotCount], factors_ppm: factors_ppm?.direction)
        let entry = settings.vote(answers[slotCount...], factors_ppm: factors_ppm?.entry)
        let sources = sources(of: answers)
        if let last, last.direction == direction, last.entry == entry, last.sources == sources {
            current.symbols[symbol].keepVotes()
            return last
        }
        let score = settings.fusedScore(direction: direction, entry: entry)
        let outcome = FusedOutcome(direction: direction, entry: entry, score: score, settings: settings)
        let name = settings.symbols[symbol]
        let isHold = outcome.action == .hold
        let votes = SymbolVotes(
            direction: direction,
            entry: entry,
            score: score,
            sources: sources,
            outcome: outcome,
            hold: isHold ? decision(outcome, on: name, at: current.id.time, sources: sources) : nil
        )
        current.symbols[symbol].count(votes)
        return votes
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
    private func unasked(_ symbol: Int, at now: Timestamp) -> CycleRecord.SymbolRecord {
        let name = settings.symbols[symbol]
        let snapshot = current.symbols[symbol].place.map { current.snapshots[$0] }
        let cause: AbstentionCause = snapshot?.canBeAsked == true ? .timedOut : .staleFeatures
        let answers = Channel.allCases.flatMap { channel in
            settings.slotNames.map { slot in
                ModelAnswer(slot: slot, channel: channel, symbol: name, outcome: .abstained(cause))
            }
        }
        let waited_ms = max(0, now.milliseconds(since: current.id.time))
        let outcome = FusedOutcome(unasked: snapshot)
        return CycleRecord.SymbolRecord(
            symbol: name,
            price: snapshot?.price,
            freshness: snapshot?.freshness ?? .stale(age_ms: waited_ms),
            answers: answers,
            directionVote: outcome.direction,
            entryVote: outcome.entry,
            fusedScore: 0,
            decision: decision(outcome, on: name, at: current.id.time, sources: []),
            outcome: outcome.code,
            regime: snapshot?.boxedTrend?.value.direction
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
