import Fusion
import TestSupport
import Testing
import TradingDomain

/// A question that instances of a slot answer together.
@Suite struct SharedQuestionTests {
    private let cycle = CycleID(time: Timestamp(milliseconds: 1_700_000_100_000), position: 9)
    private let agents = [AgentID("a"), AgentID("b"), AgentID("c")]

    private func request(_ names: [String], _ channel: Channel = .direction) throws -> ModelRequest {
        let snapshots = try names.map { name in
            FeatureSnapshot(
                symbol: try Symbol("\(name)USDT"),
                cycle: cycle,
                freshness: .fresh,
                entryTimeframe: .threeMinutes
            )
        }
        return ModelRequest(cycle: cycle, channel: channel, snapshots: snapshots)
    }

    private func answers(_ names: [String], _ cause: AbstentionCause = .quiet) throws -> [ModelAnswer] {
        try names.map {
            ModelAnswer(slot: "qwen", channel: .direction, symbol: try Symbol("\($0)USDT"), outcome: .abstained(cause))
        }
    }

    private func names(_ part: SharedQuestion.Part) -> [String] {
        part.request.snapshots.map { "\($0.symbol.description.prefix(1))" }
    }

    @Test func dealsSymbolsInTurnAndNumbersPartsByWhatTheyAreAbout() throws {
        let question = SharedQuestion(try request(["A", "B", "C", "D", "E"]), of: "qwen", among: agents, turn: 0)
        #expect(question.parts.map(names) == [["A", "D"], ["B", "E"], ["C"]])
        #expect(question.parts.map(\.agent) == agents)
        let two = SharedQuestion(try request(["A", "B"]), of: "qwen", among: agents, turn: 0)
        #expect(two.parts.map(names) == [["A"], ["B"]])
        let shares = (question.parts + two.parts).map(\.request.share)
        #expect(Set(shares).count == 5 && !shares.contains(0), "\(shares)")
    }

    @Test func oneSymbolIsSharedByTurns() throws {
        let asked = try (0..<4).map { turn in
            SharedQuestion(try request(["A"]), of: "qwen", among: agents, turn: turn).parts.map(\.agent)
        }
        #expect(asked == [[agents[0]], [agents[1]], [agents[2]], [agents[0]]])
    }

    @Test func theLastPartMakesTheAnswerWholeWhateverTheOrder() throws {
        var question = SharedQuestion(try request(["A", "B", "C"]), of: "qwen", among: agents, turn: 0)
        #expect(question.take(try answers(["C"]), from: agents[2]) == nil)
        #expect(question.take(try answers(["A"]), from: agents[0]) == nil)
        // Nobody speaks twice, or for another.
        #expect(question.take(try answers(["B"]), from: agents[0]) == nil)
        #expect(
            question.take(try answers(["B", "A"], .timedOut), from: agents[1])?.map(\.outcome) == [
                .abstained(.quiet), .abstained(.timedOut), .abstained(.quiet),
            ]
        )
    }

    @Test func partsOfTheDeadGoToTheLivingAndOnlyThose() throws {
        var question = SharedQuestion(try request(["A", "B", "C", "D"]), of: "qwen", among: agents, turn: 0)
        _ = question.take(try answers(["C"]), from: agents[2])
        let asked = question.dealAgain(among: [agents[0], agents[2]]) { $0 != agents[1] }
        #expect(asked.count == 1 && asked[0] != agents[1])
        #expect(question.parts.map(names) == [["A", "D"], ["B"], ["C"]], "a part stays as it was dealt")
        #expect(question.dealAgain(among: []) { _ in false }.isEmpty, "nobody is left: they wait")
    }

    @Test func oneAgentAnswersBothItsPartsInAnyOrder() throws {
        var question = SharedQuestion(try request(["A", "B"]), of: "qwen", among: [agents[0], agents[1]], turn: 0)
        _ = question.dealAgain(among: [agents[0]]) { $0 == agents[0] }
        #expect(question.take(try answers(["B"]), from: agents[0]) == nil)
        #expect(question.take(try answers(["A"]), from: agents[0])?.map(\.symbol.description) == ["AUSDT", "BUSDT"])
    }

    @Test func aRepeatedAnswerClosesNoOtherPart() throws {
        var question = SharedQuestion(try request(["A", "B"]), of: "qwen", among: [agents[0], agents[1]], turn: 0)
        _ = question.take(try answers(["A"]), from: agents[0])
        _ = question.dealAgain(among: [agents[0]]) { $0 == agents[0] }
        #expect(question.take(try answers(["A"], .timedOut), from: agents[0]) == nil)
        let whole = question.take(try answers(["B"]), from: agents[0])
        #expect(whole?.map(\.outcome) == [.abstained(.quiet), .abstained(.quiet)])
    }

    @Test func atTheDeadlineWhatCameCounts() throws {
        var question = SharedQuestion(try request(["A", "B", "C"]), of: "qwen", among: agents, turn: 0)
        _ = question.take(try answers(["B"]), from: agents[1])
        _ = question.take([], from: agents[2])
        // C was answered, badly: that is for the cycle to judge.
        #expect(question.soFar.map(\.outcome) == [.abstained(.timedOut), .abstained(.quiet)])
    }
}
