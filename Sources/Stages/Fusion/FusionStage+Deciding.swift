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
        var records: [CycleRecord.SymbolRecord] = []
        records.reserveCapacity(current.symbols.count)
        var proposals: [Proposal] = []
        for symbol in current.symbols.indices {
            guard current.symbols[symbol].isAsked, let market = current.symbols[symbol].market else {
                records.append(unasked(symbol, at: now))
                continue
            }
            hold(symbol: symbol, in: market)
            current.symbols[symbol].abstain(missing)
            let votes = votes(on: symbol)
            let (decision, outcome) = fused(symbol, votes, in: market)
            records.append(
                CycleRecord.SymbolRecord(
                    symbol: settings.symbols[symbol],
                    price: market.price,
                    freshness: market.freshness,
                    answers: current.symbols[symbol].answers,
                    ballot: votes.ballot,
                    decision: decision,
                    outcome: outcome,
                    regime: market.regime
                )
            )
            if decision.action != .hold,
                let proposal = try? Proposal(
                    cycle: current.id,
                    decision: decision,
                    snapshot: current.snapshots[market.place],
                    calibratedWinFraction_ppm: learner?.calibration?.fraction_ppm(at: decision.confidence),
                    isExitOnly: outcome.isExitOnly
                )
            {
                proposals.append(proposal)
            }
        }
        return (CycleRecord(cycle: current.id, symbols: records), proposals)
    }

    private func fused(
        _ symbol: Int,
        _ votes: SymbolVotes,
        in market: SymbolMarket
    ) -> (TradingDecision, FusionOutcome) {
        let time = current.id.time
        if let hold = votes.hold { return (hold.at(time), votes.outcome.code) }
        var outcome = votes.outcome
        if let price = market.price {
            let answers = current.symbols[symbol].answers
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
            } else if let finding = finding(on: outcome, symbol, in: market, at: time) {
                outcome.obey(finding, settings.churn)
            }
        }
        let decision = decision(outcome, on: settings.symbols[symbol], at: time, sources: votes.sources)
        return (decision, outcome.code)
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
        let ballot = Ballot(
            direction: direction,
            entry: entry,
            fusedScore: settings.fusedScore(direction: direction, entry: entry)
        )
        if let last, last.ballot.value == ballot, last.sources == sources {
            current.symbols[symbol].keepVotes()
            return last
        }
        let boxed = Boxed(ballot)
        let outcome = FusedOutcome(boxed, settings: settings)
        let name = settings.symbols[symbol]
        let isHold = outcome.action == .hold
        let votes = SymbolVotes(
            boxed,
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
        in market: SymbolMarket,
        at time: Timestamp
    ) -> ChurnFinding? {
        guard let plan = outcome.plan else { return nil }
        return settings.churn.finding(
            on: plan,
            outcome.action,
            atr14: market.trendATR14,
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
        let market = current.symbols[symbol].market
        let cause: AbstentionCause = market?.canBeAsked == true ? .timedOut : .staleFeatures
        let answers = Channel.allCases.flatMap { channel in
            settings.slotNames.map { slot in
                ModelAnswer(slot: slot, channel: channel, symbol: name, outcome: .abstained(cause))
            }
        }
        let waited_ms = max(0, now.milliseconds(since: current.id.time))
        let outcome = FusedOutcome(unasked: market)
        return CycleRecord.SymbolRecord(
            symbol: name,
            price: market?.price,
            freshness: market?.freshness ?? .stale(age_ms: waited_ms),
            answers: answers,
            ballot: outcome.ballot,
            decision: decision(outcome, on: name, at: current.id.time, sources: []),
            outcome: outcome.code,
            regime: market?.regime
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
