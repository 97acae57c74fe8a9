import Fusion
import ModelScoring
import TestSupport
import Testing
import TradingDomain

/// Adaptive weights and calibration in the stage: off by default, the same after a restart, and from the record alone.
@Suite struct LearningTests {
    private func settings(_ learning: ModelLearner.Settings) throws -> FusionSettings {
        try FusionSettings(
            symbols: [Symbol("BTCUSDT")],
            slots: [SlotWeight("deepseek"), SlotWeight("qwen")],
            entryThreshold_points: 31,
            churn: .none,
            learning: learning
        )
    }

    private static let weights = ModelLearner.Settings(
        scoring: ScoringRules(direction_ms: [300_000], entry_ms: [300_000], fused_ms: 300_000),
        weights: .init(rate_permille: 100, floor_percent: 50, ceiling_percent: 200, minimumSamples: 5)
    )

    /// deepseek is always sure and right, qwen sure and wrong, in a market that only rises.
    private func step(_ stage: inout FusionStage, _ number: Int) throws -> (record: CycleRecord?, proposals: [Proposal])
    {
        let cycle = Fixtures.cycle(number)
        let price = try Price(units: 10_000_000_000 + Int64(number) * 1_000_000)
        let answers = try Channel.allCases.flatMap { channel in
            [
                try Fixtures.answer("deepseek", channel, .buy, 90, time: cycle.time),
                try Fixtures.answer("qwen", channel, number % 2 == 0 ? .sell : .hold, 90, time: cycle.time),
            ]
        }
        let snapshot = try Fixtures.snapshot(
            cycle,
            price: price.description,
            trendClose: cycle.time.milliseconds
        )
        let result = stage.run(cycle, snapshot, answers)
        let verdicts = result.proposals.map { Verdict(decision: $0.id, outcome: .satisfied) }
        _ = stage.handle(.judged(cycle, verdicts), at: cycle.time)
        return (result.record, result.proposals)
    }

    @Test func theBetterSlotGetsTheLargerSay() throws {
        var fixed = FusionStage(settings: try settings(.init()))
        var adaptive = FusionStage(settings: try settings(Self.weights))
        var scores: [(Int, Int)] = []
        for number in 1...61 {
            let one = try step(&fixed, number).record?.symbols.first?.fusedScore
            let other = try step(&adaptive, number).record?.symbols.first?.fusedScore
            scores.append((try #require(one), try #require(other)))
        }
        #expect(scores[0].0 == scores[0].1)
        #expect(scores[0].0 == 4500)
        #expect(scores[60].0 == 4500)
        #expect(scores[60].1 > 6000)
    }

    @Test func aRestartFromTheRecordGoesOnTheSame() throws {
        let settings = try settings(
            ModelLearner.Settings(scoring: Self.weights.scoring, weights: Self.weights.weights, calibrationSamples: 20)
        )
        var stage = FusionStage(settings: settings)
        #expect(stage.memory_ms == nil)
        var records: [CycleRecord] = []
        for number in 1...80 { records.append(try #require(try step(&stage, number).record)) }
        var restored = FusionStage(settings: settings, restoring: stage.held, lastCompleted: stage.lastCompleted)
        for record in records { restored.remember(record) }
        var hasFraction = false
        for number in 81...100 {
            let (one, other) = (try step(&stage, number), try step(&restored, number))
            #expect(one.record == other.record, "cycle \(number)")
            #expect(one.proposals == other.proposals, "cycle \(number)")
            if one.proposals.first?.calibratedWinFraction_ppm != nil { hasFraction = true }
        }
        #expect(hasFraction)
    }

    @Test func withoutCalibrationThereIsNoFraction() throws {
        var stage = FusionStage(settings: try settings(Self.weights))
        for number in 1...60 {
            #expect(try step(&stage, number).proposals.allSatisfy { $0.calibratedWinFraction_ppm == nil })
        }
    }

    @Test func factorsDoNotTouchTheSymmetryOfAVote() throws {
        let settings = try settings(.init())
        var random = SeededGenerator(seed: 3)
        for number in 0..<10_000 {
            let factors = settings.slots.map { _ in Int.random(in: 500_000...2_000_000, using: &random) }
            let confidences = settings.slots.map { _ in Int.random(in: 0...100, using: &random) }
            func vote(_ action: TradingAction, reversed: Bool = false) throws -> Vote {
                let answers = try zip(settings.slots, confidences).map {
                    try Fixtures.answer($0.slot, .entry, action, $1)
                }
                return settings.vote(reversed ? answers.reversed() : answers, factors_ppm: factors)
            }
            let buy = try vote(.buy)
            #expect(try vote(.sell).score == -buy.score, "case \(number)")
            #expect(try vote(.buy, reversed: true) == buy, "case \(number)")
            #expect((confidences.min() ?? 0) * 100 - 1 <= buy.score && buy.score <= (confidences.max() ?? 0) * 100)
        }
    }
}
