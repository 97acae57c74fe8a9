import SwiftProtobuf
package import TradingDomain

extension Tandem_V1_CycleRecord {
    package init(_ record: CycleRecord) {
        cycle = Tandem_V1_Cycle(record.cycle)
        symbols = record.symbols.map(Tandem_V1_SymbolRecord.init)
    }

    package func domain() throws(WireError) -> CycleRecord {
        CycleRecord(
            cycle: try readCycle(hasCycle ? cycle : nil),
            symbols: try readList(symbols, "record.symbols") { one throws(WireError) in try one.domain() }
        )
    }
}

extension Tandem_V1_SymbolRecord {
    init(_ record: CycleRecord.SymbolRecord) {
        symbol = record.symbol.description
        if let price = record.price { priceE8 = price.units }
        freshness = Tandem_V1_Freshness(record.freshness)
        answers = record.answers.map(Tandem_V1_ModelAnswer.init)
        directionVote = Tandem_V1_Vote(record.directionVote)
        entryVote = Tandem_V1_Vote(record.entryVote)
        fusedScoreHundredths = Int32(clamping: record.fusedScore)
        decision = Tandem_V1_TradingDecision(record.decision)
        if let verdict = record.verdict { self.verdict = Tandem_V1_Verdict(verdict) }
        if let outcome = record.outcome { self.outcome = outcome.rawValue }
        if let regime = record.regime { self.regime = regime.rawValue }
    }

    func domain() throws(WireError) -> CycleRecord.SymbolRecord {
        let symbol = try readSymbol(hasSymbol ? symbol : nil, "record.symbol")
        let decision = try required(hasDecision ? decision : nil, "record.decision").domain()
        guard decision.symbol == symbol else {
            throw .refused(field: "record.decision", reason: "a decision on \(decision.symbol), not \(symbol)")
        }
        return CycleRecord.SymbolRecord(
            symbol: symbol,
            price: hasPriceE8 ? try readPrice(priceE8, "record.price_e8") : nil,
            freshness: try required(hasFreshness ? freshness : nil, "record.freshness").domain(),
            answers: try readList(answers, "record.answers") { one throws(WireError) in try one.domain() },
            ballot: Boxed(
                Ballot(
                    direction: try required(hasDirectionVote ? directionVote : nil, "record.direction_vote").domain(),
                    entry: try required(hasEntryVote ? entryVote : nil, "record.entry_vote").domain(),
                    fusedScore: try readScore(
                        hasFusedScoreHundredths ? fusedScoreHundredths : nil,
                        "record.fused_score_hundredths"
                    )
                )
            ),
            decision: decision,
            outcome: hasOutcome ? try readCase(outcome, "record.outcome") : nil,
            regime: hasRegime ? try readCase(regime, "record.regime") : nil
        ).judged(hasVerdict ? try verdict.domain() : nil)
    }
}

extension Tandem_V1_Vote {
    init(_ vote: Vote) {
        outcome = vote.outcome.rawValue
        scoreHundredths = Int32(clamping: vote.score)
        voters = UInt32(clamping: vote.voters)
    }

    func domain() throws(WireError) -> Vote {
        Vote(
            outcome: try readCase(hasOutcome ? outcome : nil, "vote.outcome"),
            score: try readScore(hasScoreHundredths ? scoreHundredths : nil, "vote.score_hundredths"),
            voters: Int(try required(hasVoters ? voters : nil, "vote.voters"))
        )
    }
}

extension Tandem_V1_Verdict {
    package init(_ verdict: Verdict) {
        decision = verdict.decision.description
        switch verdict.outcome {
        case .approved(let order): approved = Tandem_V1_Order(order)
        case .refused(let refusal):
            refused = .with {
                $0.code = refusal.code.rawValue
                $0.detail = refusal.detail
            }
        case .satisfied: satisfied = Tandem_V1_Satisfied()
        }
    }

    package func domain() throws(WireError) -> Verdict {
        let text = try required(hasDecision ? decision : nil, "verdict.decision")
        let decision = try checked("verdict.decision") { () throws(ValueError) in try DecisionID(parsing: text) }
        let outcome: Verdict.Outcome =
            switch try required(outcome, "verdict.outcome") {
            case .approved(let order): .approved(try order.domain())
            case .refused(let refusal):
                .refused(
                    Refusal(
                        try readCase(refusal.hasCode ? refusal.code : nil, "refusal.code"),
                        try required(refusal.hasDetail ? refusal.detail : nil, "refusal.detail")
                    )
                )
            case .satisfied: .satisfied
            }
        if case .approved(let order) = outcome, order.id.decision != decision {
            throw .refused(field: "verdict.approved", reason: "order \(order.id) is of another decision")
        }
        return Verdict(decision: decision, outcome: outcome)
    }
}

extension Tandem_V1_Verdicts {
    package init(_ cycle: CycleID, _ verdicts: [Verdict]) {
        self.cycle = Tandem_V1_Cycle(cycle)
        self.verdicts = verdicts.map(Tandem_V1_Verdict.init)
    }

    package func domain() throws(WireError) -> (cycle: CycleID, verdicts: [Verdict]) {
        let verdicts = try readList(verdicts, "verdicts") { one throws(WireError) in try one.domain() }
        return (try readCycle(hasCycle ? cycle : nil), verdicts)
    }
}

extension Tandem_V1_Proposal {
    package init(_ proposal: Proposal) {
        cycle = Tandem_V1_Cycle(proposal.cycle)
        decision = Tandem_V1_TradingDecision(proposal.decision)
        snapshot = Tandem_V1_FeatureSnapshot(proposal.snapshot)
        if let fraction = proposal.calibratedWinFraction_ppm { calibratedWinPpm = UInt32(fraction) }
        if proposal.isExitOnly { exitOnly = true }
    }

    package func domain() throws(WireError) -> Proposal {
        let cycle = try readCycle(hasCycle ? cycle : nil)
        let decision = try required(hasDecision ? decision : nil, "proposal.decision").domain()
        let snapshot = try required(hasSnapshot ? snapshot : nil, "proposal.snapshot").domain()
        return try checked("proposal") { () throws(ValueError) in
            try Proposal(
                cycle: cycle,
                decision: decision,
                snapshot: snapshot,
                calibratedWinFraction_ppm: hasCalibratedWinPpm ? Int(calibratedWinPpm) : nil,
                isExitOnly: exitOnly
            )
        }
    }
}
