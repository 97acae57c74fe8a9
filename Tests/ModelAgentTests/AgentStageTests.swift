import ModelAgent
import Testing
import TradingDomain

@Suite struct AgentStageTests {
    private static let reply = ReplyRow.reply(ReplyRow.buy)

    @Test func aCallIsReservedMadeRecordedAndOnlyThenAnswered() throws {
        var agent = try Self.agent()
        let request = try ReplyReaderTests.request()
        let asked = agent.handle(.asked(request, .live, stored: []), at: request.cycle.time)
        guard case .reserve(let intent)? = asked.first, case .call(let prompt)? = asked.last, asked.count == 2 else {
            Issue.record("\(asked)")
            return
        }
        #expect(intent.id == request.callID)
        #expect(intent.user == prompt.user)
        #expect(intent.promptVersion == "en-4")
        #expect(agent.spending.spent_nanoUSD(.day) == 1000)

        let replied = agent.handle(.replied(Self.raw(request, cost: 300)), at: request.cycle.time)
        #expect(replied == [.record(.replied(Self.raw(request, cost: 300), cost_nanoUSD: 300))])
        #expect(agent.spending.spent_nanoUSD(.day) == 300)

        let recorded = agent.handle(.recorded(request.callID, mayRepair: false), at: request.cycle.time)
        #expect(try Self.answers(recorded).first?.decision?.action == .buy)
    }

    @Test func aRepeatedQuestionIsNeverPaidTwice() throws {
        var agent = try Self.agent()
        let request = try ReplyReaderTests.request()
        let time = request.cycle.time
        _ = agent.handle(.asked(request, .live, stored: []), at: time)
        #expect(agent.handle(.asked(request, .live, stored: [StoredCall(.reserved(nanoUSD: 1000))]), at: time).isEmpty)
        _ = agent.handle(.replied(Self.raw(request, cost: 300)), at: time)
        #expect(agent.handle(.asked(request, .live, stored: []), at: time).isEmpty)
        let first = agent.handle(.recorded(request.callID, mayRepair: false), at: time)
        #expect(agent.handle(.asked(request, .live, stored: []), at: time) == first)
        #expect(agent.handle(.recorded(request.callID, mayRepair: false), at: time).isEmpty)
        #expect(agent.spending.spent_nanoUSD(.day) == 300)
    }

    @Test func aStoredReplyGivesTheSameAnswerAfterARestart() throws {
        var agent = try Self.agent()
        let request = try ReplyReaderTests.request()
        _ = agent.handle(.asked(request, .live, stored: []), at: request.cycle.time)
        _ = agent.handle(.replied(Self.raw(request, cost: nil)), at: request.cycle.time)
        let before = agent.handle(.recorded(request.callID, mayRepair: false), at: request.cycle.time)
        for mode in CallMode.allCases {
            var restarted = try Self.agent()
            let stored = [StoredCall(.ended(.arguments(Self.reply)))]
            #expect(restarted.handle(.asked(request, mode, stored: stored), at: request.cycle.time) == before)
        }
    }

    @Test func aRestartInTheMiddleOfACallSpendsTheReservationOnce() throws {
        let request = try ReplyReaderTests.request()
        var agent = try Self.agent(spent: 1000)
        let asked = agent.handle(
            .asked(request, .live, stored: [StoredCall(.reserved(nanoUSD: 1000))]),
            at: request.cycle.time
        )
        guard case .call? = asked.first, asked.count == 1 else {
            Issue.record("\(asked)")
            return
        }
        #expect(agent.spending.spent_nanoUSD(.day) == 1000)
        _ = agent.handle(.replied(Self.raw(request, cost: 200)), at: request.cycle.time)
        #expect(agent.spending.spent_nanoUSD(.day) == 200)
    }

    @Test func aMissInReplayFailsByName() throws {
        var agent = try Self.agent()
        let request = try ReplyReaderTests.request()
        for stored in [[], [StoredCall(.reserved(nanoUSD: 5))]] {
            let effects = agent.handle(.asked(request, .replay, stored: stored), at: request.cycle.time)
            #expect(effects == [.fail(request.callID, "no reply is recorded for BTCUSDT")])
        }
        #expect(agent.spending.spent_nanoUSD(.day) == 0)
    }

    @Test func aRecordedReplyAnswersTheQuestionThatItWasGivenToAndNoOther() throws {
        var agent = try Self.agent()
        let request = try ReplyReaderTests.request()
        let live = agent.handle(.asked(request, .live, stored: []), at: request.cycle.time)
        guard case .call(let prompt)? = live.last else {
            Issue.record("\(live)")
            return
        }
        let content = ReplyContent.arguments(ReplyRow.reply(ReplyRow.buy))
        var replay = try Self.agent()
        let same = [StoredCall(.ended(content), prompt: prompt.user)]
        let effects = replay.handle(.asked(request, .replay, stored: same), at: request.cycle.time)
        #expect(try Self.answers(effects).first?.decision?.action == .buy)
        let other = [StoredCall(.ended(content), prompt: prompt.user.replacing("clock: 2023", with: "clock: 2022"))]
        var another = try Self.agent()
        guard
            case .fail(_, let text)? = another.handle(.asked(request, .replay, stored: other), at: request.cycle.time)
                .first
        else {
            Issue.record("another question was answered")
            return
        }
        #expect(text.contains("'clock: 2023-03-24T12:05:00Z', recorded was 'clock: 2022"))
    }

    @Test func theBudgetOfADayIsNotPassed() throws {
        var agent = try Self.agent()
        var calls = 0
        for index in 0..<6 {
            let request = try Self.request(cycle: index)
            let effects = agent.handle(.asked(request, .live, stored: []), at: request.cycle.time)
            if effects.contains(where: { if case .call = $0 { true } else { false } }) {
                calls += 1
                _ = agent.handle(.replied(Self.raw(request, cost: nil)), at: request.cycle.time)
                _ = agent.handle(.recorded(request.callID, mayRepair: false), at: request.cycle.time)
            } else {
                #expect(try Self.answers(effects).map(\.outcome) == [.abstained(.budget)])
            }
        }
        #expect(calls == 3)
        let tomorrow = try Self.request(cycle: 288)
        #expect(agent.handle(.asked(tomorrow, .live, stored: []), at: tomorrow.cycle.time).count == 2)
    }

    @Test func aLateReplyIsRecordedAndAnswersNobody() throws {
        var agent = try Self.agent()
        let request = try ReplyReaderTests.request()
        let time = request.cycle.time
        _ = agent.handle(.asked(request, .live, stored: []), at: time)
        let failed = agent.handle(
            .callFailed(request.callID, .timedOut, detail: "2000 ms", cost_nanoUSD: nil),
            at: time
        )
        #expect(failed == [.record(.failed(request.callID, .timedOut, detail: "2000 ms", cost_nanoUSD: 1000))])
        let late = agent.handle(.replied(Self.raw(request, cost: 300)), at: time)
        #expect(late == [.record(.replied(Self.raw(request, cost: 300), cost_nanoUSD: 300))])
        let recorded = agent.handle(.recorded(request.callID, mayRepair: false), at: time)
        #expect(try Self.answers(recorded).map(\.outcome) == [.abstained(.timedOut)])
        #expect(agent.handle(.recorded(request.callID, mayRepair: false), at: time).isEmpty)
    }

    @Test func aStaleSymbolAbstainsAndIsNotShown() throws {
        var agent = try Self.agent()
        let fresh = try ReplyReaderTests.request(["BTCUSDT", "ETHUSDT"])
        var snapshots = fresh.snapshots
        snapshots[1].freshness = .halted(flatCandles: 5)
        let request = ModelRequest(cycle: fresh.cycle, channel: .entry, snapshots: snapshots)
        let asked = agent.handle(.asked(request, .live, stored: []), at: request.cycle.time)
        guard case .call(let prompt)? = asked.last else {
            Issue.record("\(asked)")
            return
        }
        #expect(try PromptText.parse(prompt.user).numbers.map(\.symbol) == [snapshots[0].symbol])
        _ = agent.handle(.replied(Self.raw(request, cost: 300)), at: request.cycle.time)
        let answers = try Self.answers(
            agent.handle(.recorded(request.callID, mayRepair: false), at: request.cycle.time)
        )
        #expect(answers.map { $0.decision?.action } == [.buy, nil])
        #expect(answers.last?.outcome == .abstained(.staleFeatures))
    }

    @Test func noMoreCallsThanAllowedAreUnderWay() throws {
        var agent = try Self.agent(budget: 1_000_000)
        for index in 0..<AgentStage.mostOpenCalls {
            let request = try Self.request(cycle: index)
            #expect(agent.handle(.asked(request, .live, stored: []), at: request.cycle.time).count == 2)
        }
        let request = try Self.request(cycle: 99)
        let effects = agent.handle(.asked(request, .live, stored: []), at: request.cycle.time)
        #expect(try Self.answers(effects).map(\.outcome) == [.abstained(.budget)])
    }

    private static func agent(spent: Int64 = 0, budget: Int64 = 3000) throws -> AgentStage {
        var savings = CostSavings()
        savings.skipsQuiet = false
        savings.cacheAge_ms = 0
        savings.rulesWhenSpent = false
        let settings = try AgentSettings(
            slot: "qwen",
            model: ModelOffer(name: "qwen-flash", card: nil, unknown_nanoUSD: 1000),
            budget: try BudgetLimits(day_nanoUSD: budget),
            savings: savings
        )
        return AgentStage(
            settings: settings,
            spending: Spending(at: try Timestamp(parsing: "2023-03-24")) { _ in spent }
        )
    }

    private static func request(cycle index: Int) throws -> ModelRequest {
        let first = try ReplyReaderTests.request()
        let time = first.cycle.time.advanced(byMilliseconds: Int64(index) * 300_000)
        let cycle = CycleID(time: time, position: first.cycle.position + UInt64(index))
        var snapshot = try #require(first.snapshots.first)
        snapshot.cycle = cycle
        return ModelRequest(cycle: cycle, channel: .entry, snapshots: [snapshot])
    }

    private static func raw(_ request: ModelRequest, cost: Int64?) -> RawReply {
        RawReply(
            id: request.callID,
            httpStatus: 200,
            body: Array("{}".utf8),
            content: .arguments(reply),
            cost_nanoUSD: cost
        )
    }

    private static func answers(_ effects: [AgentEffect]) throws -> [ModelAnswer] {
        let answers = effects.compactMap { effect -> [ModelAnswer]? in
            if case .answer(_, let reading) = effect { reading.answers } else { nil }
        }
        try #require(answers.count == 1, "\(effects)")
        return answers[0]
    }
}
