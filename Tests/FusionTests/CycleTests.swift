import Fusion
import Testing
import TradingDomain

/// The course of cycles: expiry, lateness, deadline, resume.
@Suite struct CycleTests {
    private func all(_ action: TradingAction, _ confidence: Int = 80) throws -> [ModelAnswer] {
        try ["deepseek", "qwen"].flatMap { slot in
            try Channel.allCases.map { try Fixtures.answer(slot, $0, action, confidence) }
        }
    }

    @Test func asksTheDirectionAgainOnlyWhenItsAnswerExpired() throws {
        var stage = FusionStage(settings: try Fixtures.settings())
        let direction = ["deepseek direction", "deepseek entry", "qwen direction", "qwen entry"]
        let entry = ["deepseek entry", "qwen entry"]
        let rows: [(price: String, trendClose: Int64, asked: [String])] = [
            ("100", 0, direction), ("100", 0, entry), ("102", 0, entry), ("102.00000001", 0, direction),
            ("100.00000001", 0, entry), ("100", 0, direction), ("100", 1, direction), ("100", 1, entry),
        ]
        for (index, row) in rows.enumerated() {
            let cycle = Fixtures.cycle(index + 1)
            let snapshot = try Fixtures.snapshot(cycle, price: row.price, trendClose: row.trendClose)
            let result = stage.run(cycle, snapshot, try all(.hold))
            #expect(result.asked == row.asked, "row \(index)")
            #expect(result.record?.symbols.first?.directionVote.voters == 2, "row \(index)")
        }
    }

    @Test func neverHoldsAnAbstention() throws {
        var stage = FusionStage(settings: try Fixtures.settings())
        let first = stage.run(
            Fixtures.cycle(1),
            try Fixtures.snapshot(Fixtures.cycle(1)),
            try all(.hold).filter { !($0.slot == "qwen" && $0.channel == .direction) }
        )
        #expect(first.record?.symbols.first?.answers[1].outcome == .abstained(.schema))
        let second = stage.run(Fixtures.cycle(2), try Fixtures.snapshot(Fixtures.cycle(2)), try all(.hold))
        #expect(second.asked == ["deepseek entry", "qwen direction", "qwen entry"])
    }

    @Test func ignoresLateAnswersOfAnOlderCycle() throws {
        var stage = FusionStage(settings: try Fixtures.settings())
        let (old, new) = (Fixtures.cycle(1), Fixtures.cycle(2))
        _ = stage.handle(.tickReached(old), at: old.time)
        _ = stage.handle(.featuresArrived(old, [try Fixtures.snapshot(old)]), at: old.time)
        let ended = stage.handle(.deadlinePassed(old), at: old.time)
        #expect(ended.count == 2)
        let late = [try Fixtures.answer("qwen", .direction, .buy, 100)]
        let event = FusionStage.Event.answered(old, slot: "qwen", channel: .direction, answers: late)
        #expect(stage.handle(event, at: new.time).isEmpty)
        _ = stage.handle(.tickReached(new), at: new.time)
        #expect(stage.handle(event, at: new.time).isEmpty)
        let asked = stage.handle(.featuresArrived(new, [try Fixtures.snapshot(new)]), at: new.time)
        #expect(asked.count == 4)
        #expect(stage.handle(event, at: new.time).isEmpty)
        #expect(stage.outstandingRequests(of: "qwen").count == 2)
        let end = stage.handle(.deadlinePassed(new), at: new.time)
        guard case .record(let record, let held, true) = end.first else {
            Issue.record("no complete record: \(end)")
            return
        }
        #expect(record.symbols.first?.directionVote.voters == 0)
        #expect(held.isEmpty)
    }

    @Test func takesTheFirstAnswerPerSymbolAndOnlyOfTheOneThatWasAsked() throws {
        var stage = FusionStage(settings: try Fixtures.settings())
        let cycle = Fixtures.cycle(1)
        _ = stage.handle(.tickReached(cycle), at: cycle.time)
        _ = stage.handle(.featuresArrived(cycle, [try Fixtures.snapshot(cycle)]), at: cycle.time)
        let first = try Fixtures.answer("deepseek", .direction, .buy)
        let replies: [(String, Channel, [ModelAnswer])] = [
            ("deepseek", .direction, [first, try Fixtures.answer("deepseek", .direction, .sell)]),
            ("deepseek", .entry, [try Fixtures.answer("deepseek", .direction, .buy)]),
            ("deepseek", .direction, [try Fixtures.answer("deepseek", .direction, .sell)]),
            ("qwen", .direction, [try Fixtures.answer("deepseek", .direction, .buy)]),
            ("stranger", .entry, [try Fixtures.answer("stranger", .entry, .buy)]),
            ("qwen", .entry, [try Fixtures.answer("qwen", .entry, .buy, symbol: "ETHUSDT")]),
        ]
        var effects: [FusionStage.Effect] = []
        for (slot, channel, answers) in replies {
            #expect(effects.isEmpty)
            effects += stage.handle(.answered(cycle, slot: slot, channel: channel, answers: answers), at: cycle.time)
        }
        guard case .record(let record, _, _) = effects.first else {
            Issue.record("no record: \(effects)")
            return
        }
        let outcomes = record.symbols.first?.answers.map(\.outcome)
        let schema = ModelAnswer.Outcome.abstained(.schema)
        #expect(outcomes == [first.outcome, schema, schema, schema])
    }

    @Test func deadlineTurnsMissingAnswersIntoTypedAbstentions() throws {
        var stage = FusionStage(settings: try Fixtures.settings())
        let cycle = Fixtures.cycle(1)
        _ = stage.handle(.tickReached(cycle), at: cycle.time)
        _ = stage.handle(.featuresArrived(cycle, [try Fixtures.snapshot(cycle)]), at: cycle.time)
        for channel in Channel.allCases {
            let answers = [try Fixtures.answer("deepseek", channel, .buy)]
            _ = stage.handle(.answered(cycle, slot: "deepseek", channel: channel, answers: answers), at: cycle.time)
        }
        let effects = stage.handle(.deadlinePassed(cycle), at: cycle.time)
        guard case .record(let record, let held, false) = effects.first else {
            Issue.record("no open record: \(effects)")
            return
        }
        let part = try #require(record.symbols.first)
        #expect(part.answers[1].outcome == .abstained(.timedOut))
        #expect(part.answers[3].outcome == .abstained(.timedOut))
        #expect(part.decision.action == .buy)
        #expect(held.map(\.answer.slot) == ["deepseek"])
        #expect(stage.handle(.deadlinePassed(cycle), at: cycle.time).isEmpty)
    }

    @Test func deadlineBeforeTheFeaturesIsAHoldWithTheCause() throws {
        var stage = FusionStage(settings: try Fixtures.settings(symbols: ["BTCUSDT", "ETHUSDT"]))
        let cycle = Fixtures.cycle(1)
        _ = stage.handle(.tickReached(cycle), at: cycle.time)
        _ = stage.handle(.featuresArrived(cycle, [try Fixtures.snapshot(cycle)]), at: cycle.time)
        let effects = stage.handle(.deadlinePassed(cycle), at: cycle.time.advanced(byMilliseconds: 9000))
        guard case .record(let record, _, true) = effects.first else {
            Issue.record("no complete record: \(effects)")
            return
        }
        #expect(record.symbols.map(\.decision.action) == [.hold, .hold])
        #expect(record.symbols[0].answers.allSatisfy { $0.outcome == .abstained(.timedOut) })
        #expect(record.symbols[1].answers.allSatisfy { $0.outcome == .abstained(.staleFeatures) })
        #expect(record.symbols[1].freshness == .stale(age_ms: 9000))
    }

    @Test(arguments: [Freshness.warmingUp, .stale(age_ms: 600_000), .halted(flatCandles: 7)])
    func doesNotAskAboutFeaturesThatAreNotFresh(_ freshness: Freshness) throws {
        var stage = FusionStage(settings: try Fixtures.settings())
        let cycle = Fixtures.cycle(1)
        let result = stage.run(cycle, try Fixtures.snapshot(cycle, freshness: freshness), [])
        #expect(result.asked.isEmpty)
        let part = try #require(result.record?.symbols.first)
        #expect(part.answers.allSatisfy { $0.outcome == .abstained(.staleFeatures) })
        #expect(part.decision.action == .hold)
        #expect(stage.lastCompleted == cycle)
    }

    @Test func doesNotAskWithoutTheEssentials() throws {
        let changes: [(inout FeatureSnapshot) -> Void] = [
            { $0.price = nil }, { $0.trend = nil }, { $0.momentum = nil }, { $0.trend?.atr14 = nil },
            { $0.momentum?.atr14 = nil }, { $0.hasGapInWindow = true },
        ]
        for change in changes {
            var stage = FusionStage(settings: try Fixtures.settings())
            let cycle = Fixtures.cycle(1)
            var snapshot = try Fixtures.snapshot(cycle)
            change(&snapshot)
            #expect(stage.run(cycle, snapshot, []).asked.isEmpty)
        }
    }

    @Test func asksOneQuestionPerSlotAndChannelForManySymbolsFromManyWorkers() throws {
        var stage = FusionStage(settings: try Fixtures.settings(symbols: ["SOLUSDT", "BTCUSDT", "ETHUSDT"]))
        let cycle = Fixtures.cycle(1)
        #expect(stage.handle(.tickReached(cycle), at: cycle.time) == [.requestFeatures(cycle)])
        let first = [try Fixtures.snapshot(cycle, symbol: "ETHUSDT", freshness: .warmingUp)]
        #expect(stage.handle(.featuresArrived(cycle, first), at: cycle.time).isEmpty)
        let second = try ["SOLUSDT", "BTCUSDT"].map { try Fixtures.snapshot(cycle, symbol: $0) }
        let effects = stage.handle(.featuresArrived(cycle, second), at: cycle.time)
        #expect(effects.count == 4)
        for case .ask(_, let request) in effects {
            #expect(request.snapshots.map(\.symbol.description) == ["BTCUSDT", "SOLUSDT"])
        }
    }

    @Test func keepsTheRequestsThatAreStillAwaited() throws {
        var stage = FusionStage(settings: try Fixtures.settings())
        let cycle = Fixtures.cycle(1)
        _ = stage.handle(.tickReached(cycle), at: cycle.time)
        #expect(stage.outstandingRequests(of: "qwen").isEmpty)
        let asked = stage.handle(.featuresArrived(cycle, [try Fixtures.snapshot(cycle)]), at: cycle.time)
        let toQwen = asked.compactMap { if case .ask("qwen", let request) = $0 { request } else { nil } }
        #expect(stage.outstandingRequests(of: "qwen") == toQwen)
        _ = stage.handle(.answered(cycle, slot: "qwen", channel: .direction, answers: []), at: cycle.time)
        #expect(stage.outstandingRequests(of: "qwen") == [toQwen[1]])
        #expect(stage.outstandingRequests(of: "other").isEmpty)
    }

    @Test func completesWithTheVerdictsAndIgnoresARepeatedTick() throws {
        var stage = FusionStage(settings: try Fixtures.settings())
        let cycle = Fixtures.cycle(1)
        let result = stage.run(cycle, try Fixtures.snapshot(cycle), try all(.buy))
        let proposal = try #require(result.proposals.first)
        #expect(stage.openCycle == cycle)
        let verdict = Verdict(decision: proposal.id, outcome: .satisfied)
        let effects = stage.handle(.judged(cycle, [verdict]), at: cycle.time)
        guard case .recordVerdicts(let record) = effects.first, effects.last == .announce(record) else {
            Issue.record("not completed: \(effects)")
            return
        }
        #expect(record.symbols.first?.verdict == verdict)
        #expect(stage.handle(.judged(cycle, [verdict]), at: cycle.time).isEmpty)
        #expect(stage.handle(.tickReached(cycle), at: cycle.time).isEmpty)
        #expect(stage.openCycle == nil)
    }

    @Test func countsAndSkipsATickWhileACycleIsOpen() throws {
        var stage = FusionStage(settings: try Fixtures.settings())
        _ = stage.handle(.tickReached(Fixtures.cycle(1)), at: .epoch)
        #expect(stage.handle(.tickReached(Fixtures.cycle(1)), at: .epoch).isEmpty)
        #expect(stage.missedTicks == 0)
        #expect(stage.handle(.tickReached(Fixtures.cycle(2)), at: .epoch).isEmpty)
        #expect(stage.missedTicks == 1)
    }

    @Test func resumesWithWhatWasRecorded() throws {
        let settings = try Fixtures.settings()
        var stage = FusionStage(settings: settings)
        let cycle = Fixtures.cycle(1)
        let result = stage.run(cycle, try Fixtures.snapshot(cycle), try all(.buy))
        let record = try #require(result.record)
        let submitted = SubmittedCycle(record: record, proposals: result.proposals)
        var restored = FusionStage(
            settings: settings,
            restoring: stage.held,
            lastCompleted: nil,
            submitted: submitted
        )
        #expect(restored.handle(.tickReached(cycle), at: cycle.time) == [.submit(cycle, result.proposals)])
        let verdicts = result.proposals.map { Verdict(decision: $0.id, outcome: .satisfied) }
        #expect(
            restored.handle(.judged(cycle, verdicts), at: cycle.time)
                == stage.handle(.judged(cycle, verdicts), at: cycle.time)
        )
        let next = Fixtures.cycle(2)
        let expected = stage.run(next, try Fixtures.snapshot(next), try all(.sell))
        let actual = restored.run(next, try Fixtures.snapshot(next), try all(.sell))
        #expect(actual.record == expected.record)
        #expect(actual.asked == ["deepseek entry", "qwen entry"])
        #expect(FusionStage(settings: settings, lastCompleted: cycle).lastCompleted == cycle)
    }
}
