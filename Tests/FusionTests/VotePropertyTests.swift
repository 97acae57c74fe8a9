import Fusion
import TestSupport
import Testing
import TradingDomain

/// 20 000 seeded cases each.
@Suite struct VotePropertyTests {
    private static let slots = ["a", "b", "c", "d", "e"]

    private func settings(_ random: inout SeededGenerator) throws -> FusionSettings {
        let count = Int.random(in: 1...5, using: &random)
        let weight = Int.random(in: 50...99, using: &random)
        return try FusionSettings(
            symbols: [Symbol("BTCUSDT")],
            slots: Self.slots.prefix(count).map {
                SlotWeight($0, weight: .random(in: 1...1000, using: &random))
            },
            quorum: .random(in: 1...count, using: &random),
            directionWeight_percent: weight,
            entryWeight_percent: 100 - weight,
            entryThreshold_points: .random(in: (101 - weight)...100, using: &random)
        )
    }

    private func answers(
        _ settings: FusionSettings,
        _ channel: Channel,
        _ random: inout SeededGenerator
    ) throws -> [ModelAnswer] {
        // Mostly one side, so that agreement and opposition both come often.
        let side: TradingAction = Bool.random(using: &random) ? .buy : .sell
        return try settings.slots.map { slot in
            let confidence = Int.random(in: 0...100, using: &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0: return try Fixtures.abstention(slot.slot, channel, .timedOut)
            case 1: return try Fixtures.answer(slot.slot, channel, .hold, confidence)
            case 2: return try Fixtures.answer(slot.slot, channel, .buy, confidence)
            case 3: return try Fixtures.answer(slot.slot, channel, .sell, confidence)
            default: return try Fixtures.answer(slot.slot, channel, side, confidence)
            }
        }
    }

    private func mirrored(_ answers: [ModelAnswer]) throws -> [ModelAnswer] {
        try answers.map { answer in
            guard let decision = answer.decision else { return answer }
            let action: TradingAction =
                switch decision.action {
                case .buy: .sell
                case .sell: .buy
                case .hold: .hold
                }
            return try Fixtures.answer(answer.slot, answer.channel, action, decision.confidence.value)
        }
    }

    @Test func votesAndFusionDoNotDependOnOrderAndAreSymmetricUnderBuyAndSell() throws {
        var random = SeededGenerator(seed: 5)
        var counts: [TradingAction: Int] = [:]
        for number in 0..<20_000 {
            let settings = try settings(&random)
            let direction = try answers(settings, .direction, &random)
            let entry = try answers(settings, .entry, &random)
            let votes = (settings.vote(direction), settings.vote(entry))
            #expect(settings.vote(direction.shuffled(using: &random)) == votes.0, "case \(number)")
            let score = settings.fusedScore(direction: votes.0, entry: votes.1)
            let mirror = (settings.vote(try mirrored(direction)), settings.vote(try mirrored(entry)))
            #expect(mirror.0.score == -votes.0.score && mirror.0.outcome == votes.0.outcome, "case \(number)")
            let mirroredScore = settings.fusedScore(direction: mirror.0, entry: mirror.1)
            #expect(mirroredScore == -score, "case \(number)")
            let action = settings.action(ofScore: score)
            #expect(settings.action(ofScore: mirroredScore).sign == -action.sign, "case \(number)")
            #expect((-10_000...10_000).contains(score), "case \(number)")
            if votes.0.score == 0 { #expect(action == .hold, "the entry view alone opened in case \(number)") }
            if votes.0.action.sign * votes.1.action.sign < 0 { #expect(action == .hold, "case \(number)") }
            counts[action, default: 0] += 1
        }
        for action in TradingAction.allCases { #expect(counts[action, default: 0] > 500, "\(counts)") }
    }

    @Test func aCycleDoesNotDependOnTheOrderInWhichAnswersArrive() throws {
        var random = SeededGenerator(seed: 6)
        let cycle = Fixtures.cycle(1)
        let snapshot = try Fixtures.snapshot(cycle)
        var trades = 0
        for number in 0..<10_000 {
            let settings = try settings(&random)
            let given = try answers(settings, .direction, &random) + answers(settings, .entry, &random)
            var results: [[FusionStage.Effect]] = []
            for _ in 0..<2 {
                var stage = FusionStage(settings: settings)
                _ = stage.handle(.tickReached(cycle), at: cycle.time)
                _ = stage.handle(.featuresArrived(cycle, [snapshot]), at: cycle.time)
                var effects: [FusionStage.Effect] = []
                for answer in given.shuffled(using: &random) {
                    effects += stage.handle(
                        .answered(cycle, slot: answer.slot, channel: answer.channel, answers: [answer]),
                        at: cycle.time
                    )
                }
                results.append(effects)
            }
            #expect(results[0] == results[1], "case \(number)")
            #expect(!results[0].isEmpty, "case \(number)")
            if case .submit = results[0].last { trades += 1 }
        }
        #expect(trades > 1000)
    }
}
