import ModelAgent
import Testing
import TradingDomain

/// What is asked, of whom, and for how much: each saving on and off, and the way down when money ends.
@Suite struct CostStageTests {
    @Test func aQuietSymbolIsSkippedAndSaidSo() throws {
        var request = try ReplyReaderTests.request(["BTCUSDT", "ETHUSDT"])
        request = try Self.quiet(request, 1)
        for skips in [true, false] {
            var savings = CostSavings()
            savings.skipsQuiet = skips
            var agent = try Self.agent(savings)
            let effects = agent.handle(.asked(request, .live, stored: []), at: request.cycle.time)
            let prompts = Self.prompts(effects)
            try #require(prompts.count == 1)
            #expect(try PromptText.parse(prompts[0].user).numbers.count == (skips ? 1 : 2))
            let notes = effects.compactMap { if case .note(let note) = $0 { note } else { nil } }
            #expect(notes.map(\.quiet) == (skips ? [[request.snapshots[1].symbol]] : []))
        }
    }

    @Test func aQuestionWithNothingToAskIsAnsweredWithoutACall() throws {
        let request = try Self.quiet(try ReplyReaderTests.request(), 0)
        var agent = try Self.agent()
        let effects = agent.handle(.asked(request, .live, stored: []), at: request.cycle.time)
        #expect(Self.prompts(effects).isEmpty)
        #expect(Self.outcomes(effects) == [.abstained(.quiet)])
    }

    @Test(arguments: [(1, 2), (2, 1), (32, 1)])
    func aCallAsksAboutSoManySymbols(size: Int, calls: Int) throws {
        let request = try ReplyReaderTests.request(["BTCUSDT", "ETHUSDT"])
        var savings = CostSavings.none
        savings.symbolsPerCall = size
        var agent = try Self.agent(savings)
        let prompts = Self.prompts(agent.handle(.asked(request, .live, stored: []), at: request.cycle.time))
        #expect(prompts.map(\.id.part) == Array(0..<calls))
        var answers: [ModelAnswer.Outcome] = []
        for prompt in prompts {
            let failed = AgentEvent.callFailed(prompt.id, .timedOut, detail: "", cost_nanoUSD: 0)
            _ = agent.handle(failed, at: request.cycle.time)
            answers += Self.outcomes(agent.handle(.recorded(prompt.id, mayRepair: true), at: request.cycle.time))
        }
        #expect(answers == [.abstained(.timedOut), .abstained(.timedOut)])
    }

    @Test func equalNumbersAreNotAskedTwice() throws {
        let first = try ReplyReaderTests.request()
        for age_ms: Int64 in [3_600_000, 0] {
            var savings = CostSavings()
            savings.skipsQuiet = false
            savings.cacheAge_ms = age_ms
            var agent = try Self.agent(savings)
            _ = Self.answered(first, by: &agent)
            let later = first.cycle.time.advanced(byMilliseconds: 300_000)
            let cycle = CycleID(time: later, position: first.cycle.position + 1)
            let again = ModelRequest(cycle: cycle, channel: .entry, snapshots: first.snapshots)
            let effects = agent.handle(.asked(again, .live, stored: []), at: later)
            #expect(Self.prompts(effects).isEmpty == (age_ms > 0))
        }
    }

    /// What the file of an agent's earlier life has.
    @Test(arguments: [
        (minutes: 60, rules: PromptTemplate.english.name, text: ReplyRow.reply(ReplyRow.buy), calls: 0),
        (61, PromptTemplate.english.name, ReplyRow.reply(ReplyRow.buy), 1),
        (5, "en-3 00", ReplyRow.reply(ReplyRow.buy), 1),
        (5, PromptTemplate.english.name, "{}", 1),
    ])
    func aRestartForgetsNoReplyThatStands(minutes: Int64, rules: String, text: String, calls: Int) throws {
        let request = try ReplyReaderTests.request()
        var savings = CostSavings()
        savings.skipsQuiet = false
        var before = try Self.agent(savings)
        let asked = before.handle(.asked(request, .live, stored: []), at: request.cycle.time)
        let prompt = try #require(Self.prompts(asked).first)
        let reply = RememberedReply(
            model: prompt.model,
            rules: rules,
            user: prompt.user,
            content: .arguments(text),
            time: request.cycle.time
        )
        for mode in CallMode.allCases {
            var agent = try Self.agent(savings)
            agent.remember([reply])
            let time = request.cycle.time.advanced(byMilliseconds: minutes * 60_000)
            let cycle = CycleID(time: time, position: request.cycle.position + 1)
            let again = ModelRequest(cycle: cycle, channel: .entry, snapshots: request.snapshots)
            let effects = agent.handle(.asked(again, mode, stored: []), at: time)
            #expect(Self.prompts(effects).count == (mode == .live ? calls : 0), "\(effects)")
            #expect(Self.outcomes(effects).count == 1 - calls)
            guard mode == .live, calls == 1 else { continue }
            // The new reply stands from now on.
            _ = Self.answered(again, by: &agent)
            let third = CycleID(time: time.advanced(byMilliseconds: 1), position: cycle.position + 1)
            let last = ModelRequest(cycle: third, channel: .entry, snapshots: request.snapshots)
            #expect(Self.prompts(agent.handle(.asked(last, .live, stored: []), at: third.time)).isEmpty)
        }
    }

    @Test func aRefusedReplyIsAskedForOnceMoreWithTheReasons() throws {
        let request = try ReplyReaderTests.request()
        for mayRepair in [true, false] {
            var savings = CostSavings()
            savings.skipsQuiet = false
            var agent = try Self.agent(savings)
            let prompts = Self.prompts(agent.handle(.asked(request, .live, stored: []), at: request.cycle.time))
            let bad = RawReply(
                id: try #require(prompts.first).id,
                httpStatus: 200,
                body: [],
                content: .arguments("{}"),
                cost_nanoUSD: 1
            )
            _ = agent.handle(.replied(bad), at: request.cycle.time)
            let effects = agent.handle(.recorded(bad.id, mayRepair: mayRepair), at: request.cycle.time)
            let repair = Self.prompts(effects)
            #expect(repair.count == (mayRepair ? 1 : 0))
            guard let repair = repair.first else { continue }
            #expect(repair.id.isRepair && repair.user.hasPrefix(prompts[0].user))
            #expect(repair.user.contains("\nrefused: "))
            #expect(try PromptText.parse(repair.user).numbers == PromptText.parse(prompts[0].user).numbers)
            let good = RawReply(
                id: repair.id,
                httpStatus: 200,
                body: [],
                content: .arguments(ReplyRow.reply(ReplyRow.buy)),
                cost_nanoUSD: 1
            )
            _ = agent.handle(.replied(good), at: request.cycle.time)
            let last = agent.handle(.recorded(good.id, mayRepair: true), at: request.cycle.time)
            #expect(Self.prompts(last).isEmpty)
            guard case .decided? = Self.outcomes(last).first else {
                Issue.record("\(last)")
                return
            }
        }
    }

    @Test(
        arguments: [
            (0, DegradeStep.none), (500, DegradeStep.skipQuiet), (750, DegradeStep.cheapModel),
            (999, DegradeStep.rulesOnly),
        ] as [(Int64, DegradeStep)]
    )
    func spendingIsCutDownByStep(spent: Int64, step: DegradeStep) throws {
        var savings = CostSavings()
        savings.skipsQuiet = false
        savings.choosesModel = false
        var agent = try Self.agent(savings, spent: spent, day: 1000)
        let request = try ReplyReaderTests.request()
        let effects = agent.handle(.asked(request, .live, stored: []), at: request.cycle.time)
        #expect(agent.step == step)
        let models = Self.prompts(effects).map(\.model)
        switch step {
        case .none, .skipQuiet: #expect(models == ["strong"])
        case .cheapModel: #expect(models == ["cheap"])
        case .rulesOnly, .hold:
            #expect(models.isEmpty)
            #expect(Self.outcomes(effects).count == 1)
        }
    }

    @Test(arguments: ["call", "hour", "day", "month"])
    func everyBudgetBinds(window: String) throws {
        var savings = CostSavings.none
        savings.rulesWhenSpent = false
        let most = BudgetLimits.most_nanoUSD
        let settings = try AgentSettings(
            slot: "qwen",
            model: ModelOffer(name: "cheap", card: nil, unknown_nanoUSD: 10),
            budget: try BudgetLimits(
                call_nanoUSD: window == "call" ? 9 : most,
                hour_nanoUSD: window == "hour" ? 9 : most,
                day_nanoUSD: window == "day" ? 9 : most,
                month_nanoUSD: window == "month" ? 9 : most
            ),
            savings: savings
        )
        let request = try ReplyReaderTests.request()
        var agent = AgentStage(settings: settings, spending: Spending(at: request.cycle.time))
        let effects = agent.handle(.asked(request, .live, stored: []), at: request.cycle.time)
        #expect(Self.prompts(effects).isEmpty)
        #expect(Self.outcomes(effects) == [.abstained(.budget)])
    }

    @Test(arguments: [
        ("2026-02-28T23:59:59", "2026-02-01"), ("2024-02-29T12:00", "2024-02-01"), ("2026-03-01", "2026-03-01"),
        ("2026-12-31T01:00", "2026-12-01"), ("1970-01-15", "1970-01-01"),
    ])
    func aMonthBeginsOnItsFirst(time: String, start: String) throws {
        let first = Spending.Window.month.start(of: try Timestamp(parsing: time))
        #expect(first == (try Timestamp(parsing: start)))
    }

    @Test func theBreakerOpensProbesAndCloses() {
        var gate = CallGate(callsPerMinute: 1000)
        for time in 0..<Int64(CallGate.mostFailures) {
            #expect(gate.permission(at: time) == .go)
            gate.ended(.ill, at: time)
        }
        #expect(gate.isOpen && gate.permission(at: 30_000) != .go)
        #expect(gate.permission(at: 60_010) == .go)
        #expect(gate.permission(at: 60_011) != .go)
        gate.ended(.ill, at: 60_020)
        #expect(gate.permission(at: 120_100) != .go)
        #expect(gate.permission(at: 180_100) == .go)
        gate.ended(.well, at: 180_200)
        #expect(!gate.isOpen && gate.permission(at: 180_300) == .go)
    }

    @Test func aStopLetsNothingLeaveAnyMore() {
        var gate = CallGate(callsPerMinute: 2)
        #expect(gate.permission(at: 0) == .go)
        #expect(gate.permission(at: 1) == .go)
        #expect(gate.permission(at: 2) != .go)
        #expect(gate.permission(at: 60_001) == .go)
        gate.ended(.stop("no balance"), at: 60_002)
        for time: Int64 in [60_003, 1_000_000, 1_000_000_000] { #expect(gate.permission(at: time) != .go) }
    }

    private static func agent(
        _ savings: CostSavings = CostSavings(),
        spent: Int64 = 0,
        day: Int64 = BudgetLimits.most_nanoUSD
    ) throws -> AgentStage {
        let settings = try AgentSettings(
            slot: "qwen",
            model: ModelOffer(name: "cheap", card: nil, unknown_nanoUSD: 10),
            strongModel: ModelOffer(name: "strong", card: nil, unknown_nanoUSD: 10),
            budget: try BudgetLimits(day_nanoUSD: day),
            savings: savings
        )
        return AgentStage(
            settings: settings,
            spending: Spending(at: try Timestamp(parsing: "2023-03-24")) { _ in spent }
        )
    }

    private static func quiet(_ request: ModelRequest, _ index: Int) throws -> ModelRequest {
        var snapshots = request.snapshots
        let price = try #require(snapshots[index].price)
        var momentum = MomentumFeatures(closeTime: request.cycle.time, close: price)
        momentum.atr14 = 1
        momentum.volumeRatio = 1
        momentum.rsi7 = 50
        snapshots[index].momentum = momentum
        return ModelRequest(cycle: request.cycle, channel: .entry, snapshots: snapshots)
    }

    private static func answered(_ request: ModelRequest, by agent: inout AgentStage) -> [AgentEffect] {
        _ = agent.handle(.asked(request, .live, stored: []), at: request.cycle.time)
        let reply = RawReply(
            id: request.callID,
            httpStatus: 200,
            body: [],
            content: .arguments(ReplyRow.reply(ReplyRow.buy)),
            cost_nanoUSD: 1
        )
        _ = agent.handle(.replied(reply), at: request.cycle.time)
        return agent.handle(.recorded(request.callID, mayRepair: false), at: request.cycle.time)
    }

    private static func prompts(_ effects: [AgentEffect]) -> [ChatPrompt] {
        effects.compactMap { if case .call(let prompt) = $0 { prompt } else { nil } }
    }

    private static func outcomes(_ effects: [AgentEffect]) -> [ModelAnswer.Outcome] {
        effects.flatMap { effect -> [ModelAnswer.Outcome] in
            if case .answer(_, let reading) = effect { reading.answers.map(\.outcome) } else { [] }
        }
    }
}
