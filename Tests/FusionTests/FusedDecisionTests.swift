import Fusion
import Testing
import TradingDomain

/// What two slots on two timeframes come to.
@Suite struct FusedDecisionTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        /// deepseek and qwen on direction, then on entry; signed confidence, `nil` abstains.
        let votes: [Int?]
        let action: TradingAction
        let score: Int

        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "all agree", votes: [80, 60, 50, 50], action: .buy, score: 6400),
        Case(name: "all agree to sell", votes: [-80, -60, -50, -50], action: .sell, score: -6400),
        Case(name: "timeframes oppose", votes: [90, 90, -10, -10], action: .hold, score: 0),
        Case(name: "models oppose on the direction", votes: [100, -1, 90, 90], action: .hold, score: 2700),
        Case(
            name: "models oppose on the entry, strong direction",
            votes: [90, 90, 50, -50],
            action: .buy,
            score: 6300
        ),
        Case(name: "HOLD speaks and dilutes", votes: [90, 0, 50, 50], action: .hold, score: 4650),
        Case(name: "an abstention has no weight", votes: [90, nil, 50, 50], action: .buy, score: 7800),
        Case(name: "no quorum on the direction", votes: [nil, nil, 100, 100], action: .hold, score: 3000),
        Case(name: "nobody spoke", votes: [nil, nil, nil, nil], action: .hold, score: 0),
        Case(name: "direction alone", votes: [80, 80, nil, nil], action: .buy, score: 5600),
        Case(name: "exactly at the threshold", votes: [50, 50, 50, 50], action: .buy, score: 5000),
        Case(name: "just below the threshold", votes: [50, 50, 49, 50], action: .hold, score: 4985),
    ]

    @Test(arguments: cases)
    func followsTheTable(_ row: Case) throws {
        var answers: [ModelAnswer] = []
        for (index, vote) in row.votes.enumerated() {
            let slot = index % 2 == 0 ? "deepseek" : "qwen"
            let channel: Channel = index < 2 ? .direction : .entry
            guard let vote else {
                answers.append(try Fixtures.abstention(slot, channel, .timedOut))
                continue
            }
            let action: TradingAction = vote > 0 ? .buy : vote < 0 ? .sell : .hold
            answers.append(try Fixtures.answer(slot, channel, action, abs(vote)))
        }
        var stage = FusionStage(settings: try Fixtures.settings())
        let cycle = Fixtures.cycle(1)
        let result = stage.run(cycle, try Fixtures.snapshot(cycle), answers)
        let record = try #require(result.record?.symbols.first)
        #expect(record.fusedScore == row.score)
        #expect(record.decision.action == row.action)
        #expect(record.decision.confidence.value == (abs(row.score) + 50) / 100)
        #expect(result.proposals.count == (row.action == .hold ? 0 : 1))
        #expect(!record.decision.reasoning.isEmpty)
        #expect(record.answers.map(\.slot) == ["deepseek", "qwen", "deepseek", "qwen"])
    }

    @Test func scoreOf4999HundredthsIsHoldAnd5000IsTheAction() throws {
        let settings = try Fixtures.settings()
        #expect(settings.action(ofScore: 4999) == .hold)
        #expect(settings.action(ofScore: 5000) == .buy)
        #expect(settings.action(ofScore: -4999) == .hold)
        #expect(settings.action(ofScore: -5000) == .sell)
    }

    @Test func takesTheMostCautiousOfEveryNumber() throws {
        var stage = FusionStage(settings: try Fixtures.settings())
        let cycle = Fixtures.cycle(1)
        let result = stage.run(
            cycle,
            try Fixtures.snapshot(cycle, price: "100.5"),
            [
                try Fixtures.answer("deepseek", .direction, .buy, stop: "99.9", target: "101", size: 6, leverage: 3),
                try Fixtures.answer("qwen", .direction, .buy, size: 9, leverage: 1, risk: .high),
                try Fixtures.answer("deepseek", .entry, .buy, stop: "97", target: "105", size: 8),
                try Fixtures.answer("qwen", .entry, .buy, stop: "99", target: "107", size: 7),
            ]
        )
        let decision = try #require(result.proposals.first?.decision)
        let plan = try #require(decision.plan)
        #expect(plan.entry.description == "100.5")
        #expect(plan.stopLoss.description == "99")
        #expect(plan.takeProfit.description == "105")
        #expect(plan.positionSize.value == 6)
        #expect(plan.leverage == 1)
        #expect(decision.riskLevel == .high)
        #expect(decision.sources == ["deepseek", "qwen"])
        #expect(decision.reasoning == "BUY 80.00: 4 h +80.00 by 2, 3 m +80.00 by 2.")
    }

    @Test func holdsWhenThePriceHasPassedEveryStop() throws {
        var stage = FusionStage(settings: try Fixtures.settings())
        let cycle = Fixtures.cycle(1)
        let answers = try ["deepseek", "qwen"].flatMap { slot in
            try Channel.allCases.map { try Fixtures.answer(slot, $0, .buy) }
        }
        let result = stage.run(cycle, try Fixtures.snapshot(cycle, price: "97.5"), answers)
        #expect(result.record?.symbols.first?.decision.action == .hold)
        #expect(result.record?.symbols.first?.decision.reasoning.contains("no stop") == true)
        #expect(result.proposals.isEmpty)
    }

    @Test(arguments: [(true, 2), (false, 5)])
    func loneVoterHalvesTheSizeWhenConfigured(_ halves: Bool, _ size: Int) throws {
        var stage = FusionStage(settings: try Fixtures.settings(halves: halves))
        let cycle = Fixtures.cycle(1)
        let result = stage.run(
            cycle,
            try Fixtures.snapshot(cycle),
            [
                try Fixtures.answer("qwen", .direction, .sell, size: 5),
                try Fixtures.answer("qwen", .entry, .sell, size: 5),
            ]
        )
        #expect(result.proposals.first?.decision.plan?.positionSize.value == size)
        #expect(result.proposals.first?.decision.sources == ["qwen"])
    }

    @Test func quorumOfTwoSilencesALoneVoter() throws {
        var stage = FusionStage(settings: try Fixtures.settings(quorum: 2))
        let cycle = Fixtures.cycle(1)
        let result = stage.run(
            cycle,
            try Fixtures.snapshot(cycle),
            [try Fixtures.answer("qwen", .direction, .sell), try Fixtures.answer("qwen", .entry, .sell)]
        )
        #expect(result.record?.symbols.first?.directionVote.outcome == .noQuorum)
        #expect(result.record?.symbols.first?.decision.action == .hold)
    }
}
