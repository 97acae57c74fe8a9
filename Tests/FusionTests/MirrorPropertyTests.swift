import Fusion
import TestSupport
import Testing
import TradingDomain

/// 10,000 seeded histories of a few cycles each, through the whole stage, with orders, holds, cool-downs and repeats.
@Suite struct MirrorPropertyTests {
    /// What happens in one cycle.
    private struct Step {
        let seconds: Int64
        let candle: Int64
        let answers: [ModelAnswer]
        let leg: OrderID.Leg?
    }

    private func steps(_ random: inout SeededGenerator) throws -> [Step] {
        var steps: [Step] = []
        var seconds: Int64 = 1000
        var candle = seconds
        for _ in 0..<5 {
            seconds += Int64.random(in: 1...10, using: &random) * 60
            if Bool.random(using: &random) { candle = seconds }
            let side: TradingAction = Bool.random(using: &random) ? .buy : .sell
            let near = Int.random(in: 0..<4, using: &random) == 0
            let answers = try ["deepseek", "qwen"].flatMap { slot in
                try Channel.allCases.map { channel in
                    let action: TradingAction = Int.random(in: 0..<8, using: &random) == 0 ? .hold : side
                    guard Int.random(in: 0..<8, using: &random) > 0 else {
                        return try Fixtures.abstention(slot, channel, .timedOut)
                    }
                    return try Fixtures.answer(
                        slot,
                        channel,
                        action,
                        .random(in: 30...100, using: &random),
                        target: near ? (action == .sell ? "99.9" : "100.1") : nil,
                        time: Timestamp(milliseconds: seconds * 1000)
                    )
                }
            }
            let leg: OrderID.Leg? = [.open, .close, nil].randomElement(using: &random) ?? nil
            steps.append(Step(seconds: seconds, candle: candle, answers: answers, leg: leg))
        }
        return steps
    }

    private func mirrored(_ answer: ModelAnswer) throws -> ModelAnswer {
        guard let decision = answer.decision, let plan = decision.plan else { return answer }
        let action: TradingAction = decision.action == .buy ? .sell : .buy
        return try Fixtures.answer(
            answer.slot,
            answer.channel,
            action,
            decision.confidence.value,
            target: Price(units: 20_000_000_000 - plan.takeProfit.units).description,
            time: decision.time
        )
    }

    private func run(
        _ steps: [Step],
        _ change: (ModelAnswer) throws -> ModelAnswer,
        _ order: ([ModelAnswer]) -> [ModelAnswer]
    ) throws -> [CycleRecord.SymbolRecord] {
        let rules = ChurnRules(
            minimumHold_ms: 600_000,
            coolDown_ms: 420_000,
            minimumMoveToCost_tenths: 20,
            roundTripCost_hundredthsBasisPoint: 1_600
        )
        var stage = FusionStage(settings: try Fixtures.settings(churn: rules, decisionTTL_ms: 300_000))
        return try steps.map { step in
            let cycle = Fixtures.cycle(at: step.seconds)
            var snapshot = try Fixtures.snapshot(cycle, trendClose: step.candle)
            snapshot.momentum?.closeTime = Timestamp(milliseconds: step.candle * 1000)
            let answers = order(try step.answers.map(change))
            let record = try stage.trade(cycle, snapshot, answers, approving: step.leg)
            guard let part = record.symbols.first else { throw ValueError.inconsistent(what: "no symbol") }
            return part
        }
    }

    @Test func historiesAreSymmetricUnderBuyAndSellAndDoNotDependOnTheOrderOfAnswers() throws {
        var random = SeededGenerator(seed: 12)
        var seen: [FusionOutcome: Int] = [:]
        for number in 0..<10_000 {
            let steps = try steps(&random)
            let plain = try run(steps, { $0 }, { $0 })
            let reversed = try run(steps, { $0 }, { $0.reversed() })
            #expect(plain == reversed, "case \(number)")
            let mirror = try run(steps, mirrored, { $0 })
            for (one, other) in zip(plain, mirror) {
                #expect(one.outcome == other.outcome, "case \(number)")
                #expect(one.fusedScore == -other.fusedScore, "case \(number)")
                #expect(one.decision.action.sign == -other.decision.action.sign, "case \(number)")
                #expect(one.decision.plan?.positionSize == other.decision.plan?.positionSize, "case \(number)")
                if let outcome = one.outcome { seen[outcome, default: 0] += 1 }
            }
        }
        for outcome in [FusionOutcome.trade, .coolDown, .cost, .minimumHold, .repeated, .belowThreshold] {
            #expect(seen[outcome, default: 0] > 100, "\(outcome): \(seen)")
        }
    }
}
