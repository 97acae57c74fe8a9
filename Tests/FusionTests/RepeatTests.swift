import Fusion
import Testing
import TradingDomain

/// The same question within the time to live is not asked twice, and is not decided twice.
@Suite struct RepeatTests {
    private static let ttl_ms: Int64 = 60_000

    private func snapshot(_ cycle: CycleID, candle: Int64) throws -> FeatureSnapshot {
        var snapshot = try Fixtures.snapshot(cycle)
        snapshot.momentum?.closeTime = Timestamp(milliseconds: candle * 1000)
        return snapshot
    }

    private func stage(ttl_ms: Int64 = Self.ttl_ms) throws -> FusionStage {
        FusionStage(settings: try Fixtures.settings(churn: .none, decisionTTL_ms: ttl_ms))
    }

    private static let entries = ["deepseek entry", "qwen entry"]

    @Test(arguments: [
        (seconds: 1060, candle: 1000, asked: [], outcome: FusionOutcome.repeated),
        (seconds: 1061, candle: 1000, asked: entries, outcome: .trade),
        (seconds: 1060, candle: 1020, asked: entries, outcome: .trade),
    ])
    func anAnswerIsUsedAgainForTheSameCandleUntilItIsTooOld(
        _ row: (seconds: Int64, candle: Int64, asked: [String], outcome: FusionOutcome)
    ) throws {
        var stage = try stage()
        let first = Fixtures.cycle(at: 1000)
        let opened = try stage.trade(first, snapshot(first, candle: 1000), Fixtures.all(.buy, at: first.time))
        #expect(opened.symbols.first?.outcome == .trade)
        let cycle = Fixtures.cycle(at: row.seconds)
        let result = stage.run(cycle, try snapshot(cycle, candle: row.candle), try Fixtures.all(.buy, at: cycle.time))
        let part = try #require(result.record?.symbols.first)
        #expect(result.asked == row.asked)
        #expect(part.outcome == row.outcome)
        #expect(part.entryVote.voters == 2)
        #expect(part.decision.action == (row.outcome == .trade ? .buy : .hold))
        #expect(result.proposals.count == (row.outcome == .trade ? 1 : 0))
        if row.outcome == .repeated {
            #expect(part.decision.reasoning == "BUY 80.00 by the answers to the same question as before: HOLD.")
        }
    }

    @Test func withoutATimeToLiveEveryQuestionIsAsked() throws {
        var stage = try stage(ttl_ms: 0)
        for seconds: Int64 in [1000, 1001] {
            let cycle = Fixtures.cycle(at: seconds)
            let answers = try Fixtures.all(.buy, at: cycle.time)
            let result = stage.run(cycle, try snapshot(cycle, candle: 1000), answers)
            #expect(result.asked.suffix(1) == ["qwen entry"])
            #expect(result.record?.symbols.first?.outcome == .trade)
            let verdicts = result.proposals.map { Verdict(decision: $0.id, outcome: .satisfied) }
            _ = stage.handle(.judged(cycle, verdicts), at: cycle.time)
        }
        #expect(stage.held.allSatisfy { $0.answer.channel == .direction })
    }

    @Test func aSlotThatWasSilentIsAskedAgainAndMakesItANewDecision() throws {
        var stage = try stage()
        let first = Fixtures.cycle(at: 1000)
        let answers = try Fixtures.all(.buy, at: first.time).filter { !($0.slot == "qwen" && $0.channel == .entry) }
        _ = try stage.trade(first, snapshot(first, candle: 1000), answers)
        let cycle = Fixtures.cycle(at: 1030)
        let result = stage.run(cycle, try snapshot(cycle, candle: 1000), try Fixtures.all(.buy, at: cycle.time))
        #expect(result.asked == ["qwen entry"])
        #expect(result.record?.symbols.first?.outcome == .trade)
        #expect(result.record?.symbols.first?.entryVote.voters == 2)
    }

    @Test func aRestartRepeatsNoQuestion() throws {
        var stage = try stage()
        let first = Fixtures.cycle(at: 1000)
        _ = try stage.trade(first, snapshot(first, candle: 1000), Fixtures.all(.buy, at: first.time))
        #expect(stage.held.count == 4)
        var restored = FusionStage(settings: stage.settings, restoring: stage.held, lastCompleted: first)
        #expect(restored.held == stage.held)
        let cycle = Fixtures.cycle(at: 1030)
        let again = restored.run(cycle, try snapshot(cycle, candle: 1000), [])
        #expect(again.asked.isEmpty)
        #expect(again.record == stage.run(cycle, try snapshot(cycle, candle: 1000), []).record)
        #expect(again.record?.symbols.first?.outcome == .repeated)
    }

    @Test func aHoldThatIsRepeatedKeepsItsOwnReason() throws {
        var stage = try stage()
        for seconds: Int64 in [1000, 1030] {
            let cycle = Fixtures.cycle(at: seconds)
            let answers = try Fixtures.all(.hold, at: cycle.time)
            let record = stage.run(cycle, try snapshot(cycle, candle: 1000), answers).record
            #expect(record?.symbols.first?.outcome == .noDirection)
        }
    }
}
