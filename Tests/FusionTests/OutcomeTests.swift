import Fusion
import Testing
import TradingDomain

/// Every result has a code, and its reason in words and numbers.
@Suite struct OutcomeTests {
    struct Row: CustomTestStringConvertible, Sendable {
        /// deepseek and qwen on direction, then on entry; signed confidence, `nil` abstains.
        let votes: [Int?]
        let outcome: FusionOutcome
        let reasoning: String

        var testDescription: String { outcome.rawValue }
    }

    static let rows = [
        Row(votes: [80, 60, 50, 50], outcome: .trade, reasoning: "BUY 64.00: 4 h +70.00 by 2, 3 m +50.00 by 2."),
        Row(
            votes: [-80, nil, -55, nil],
            outcome: .trade,
            reasoning: "SELL 72.50: 4 h -80.00 by 1, 3 m -55.00 by 1. Lone voter: half size."
        ),
        Row(
            votes: [nil, nil, 90, 90],
            outcome: .noQuorum,
            reasoning: "Too few models spoke on the 4 h direction: 0 of 2, quorum 1."
        ),
        Row(
            votes: [90, -90, 50, 50],
            outcome: .directionOpposed,
            reasoning: "The models oppose each other on the 4 h direction: 4 h 0.00 by 2, 3 m +50.00 by 2."
        ),
        Row(
            votes: [0, 0, 50, 49],
            outcome: .noDirection,
            reasoning: "The models see no 4 h direction: 4 h 0.00 by 2, 3 m +49.50 by 2."
        ),
        Row(
            votes: [90, 90, -10, nil],
            outcome: .timeframesOpposed,
            reasoning: "The 3 m view opposes the 4 h direction: 4 h +90.00 by 2, 3 m -10.00 by 1."
        ),
        Row(
            votes: [60, 60, 50, -50],
            outcome: .entryOpposed,
            reasoning: "The models oppose each other on the 3 m entry, and the 4 h direction alone is too weak: "
                + "4 h +60.00 by 2, 3 m 0.00 by 2."
        ),
        Row(
            votes: [-50, -50, -49, -50],
            outcome: .belowThreshold,
            reasoning: "Fused -49.85 is below the entry threshold 50: 4 h -50.00 by 2, 3 m -49.50 by 2."
        ),
    ]

    @Test(arguments: rows)
    func saysWhatWasAndWhy(_ row: Row) throws {
        var answers: [ModelAnswer] = []
        for (index, vote) in row.votes.enumerated() {
            let slot = index % 2 == 0 ? "deepseek" : "qwen"
            let channel: Channel = index < 2 ? .direction : .entry
            guard let vote else {
                answers.append(try Fixtures.abstention(slot, channel, .timedOut))
                continue
            }
            answers.append(try Fixtures.answer(slot, channel, vote > 0 ? .buy : vote < 0 ? .sell : .hold, abs(vote)))
        }
        var stage = FusionStage(settings: try Fixtures.settings())
        let cycle = Fixtures.cycle(1)
        let part = try #require(stage.run(cycle, try Fixtures.snapshot(cycle), answers).record?.symbols.first)
        #expect(part.outcome == row.outcome)
        #expect(part.decision.reasoning == row.reasoning)
    }

    @Test func saysWhyASymbolWasNotAskedAbout() throws {
        let changes: [(FusionOutcome, (inout FeatureSnapshot) -> Void)] = [
            (.warmingUp, { $0.freshness = .warmingUp }), (.stale, { $0.freshness = .stale(age_ms: 200_000) }),
            (.venueHalted, { $0.freshness = .halted(flatCandles: 5) }), (.gap, { $0.hasGapInWindow = true }),
            (.incomplete, { $0.trend = nil }),
        ]
        for (outcome, change) in changes {
            var stage = FusionStage(settings: try Fixtures.settings())
            let cycle = Fixtures.cycle(1)
            var snapshot = try Fixtures.snapshot(cycle)
            change(&snapshot)
            let part = try #require(stage.run(cycle, snapshot, []).record?.symbols.first)
            #expect(part.outcome == outcome)
            #expect(!part.decision.reasoning.isEmpty)
        }
        var stage = FusionStage(settings: try Fixtures.settings(symbols: ["BTCUSDT", "ETHUSDT"]))
        let cycle = Fixtures.cycle(1)
        _ = stage.handle(.tickReached(cycle), at: cycle.time)
        _ = stage.handle(.featuresArrived(cycle, [try Fixtures.snapshot(cycle)]), at: cycle.time)
        guard case .record(let record, _, _) = stage.handle(.deadlinePassed(cycle), at: cycle.time).first else {
            Issue.record("no record")
            return
        }
        #expect(record.symbols.map(\.outcome) == [.tooLate, .noFeatures])
    }

    @Test func theRecordHasTheRegimeOfTheTrend() throws {
        for direction in TrendFeatures.Direction.allCases {
            var stage = FusionStage(settings: try Fixtures.settings())
            let cycle = Fixtures.cycle(1)
            var snapshot = try Fixtures.snapshot(cycle)
            snapshot.trend?.direction = direction
            #expect(stage.run(cycle, snapshot, []).record?.symbols.first?.regime == direction)
        }
    }
}
