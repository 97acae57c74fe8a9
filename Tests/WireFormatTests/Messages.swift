import Foundation
import TradingDomain
import WireFormat

/// One of each message that crosses a process, by the name of its body in `messages.proto`.
enum Messages {
    static func events() throws -> [(name: String, bytes: [UInt8])] {
        let books = try BookExamples()
        var call = Tandem_V1_ModelCall()
        call.slot = "qwen"
        call.instance = "1"
        call.model = "qwen-flash"
        call.isSimulated = true
        call.cycle = Tandem_V1_Cycle(Examples.cycle)
        call.channel = "entry"
        call.promptTokens = 900
        call.cachedTokens = 700
        call.completionTokens = 80
        call.costNanoUsd = 123_456
        call.durationMs = 12
        let bodies: [(String, Tandem_V1_Event.OneOf_Body)] = [
            ("market", .market(try market())),
            ("features", .features(Tandem_V1_FeatureSnapshots(Examples.cycle, [try Examples.snapshot()]))),
            ("call", .call(call)),
            ("cycle", .cycle(Tandem_V1_CycleRecord(try books.record()))),
            ("verdicts", .verdicts(Tandem_V1_Verdicts(Examples.cycle, [books.verdict()]))),
            ("trading_state", .tradingState(.halted, reason: "daily loss")),
            ("execution", .execution(try books.entry(), hash: books.report().hash)),
            ("equity", .equity(Tandem_V1_EquityPoint(books.point()))),
            ("status", .status(Examples.status())),
        ]
        return bodies.enumerated().map { index, body in
            let event = Tandem_V1_Event(
                role: "risk-gate",
                instance: "1",
                epoch: 3,
                sequence: UInt64(index + 1),
                body: body.1
            )
            return (body.0, WireFormat.encode(event))
        }
    }

    static func requests() throws -> [(name: String, bytes: [UInt8])] {
        let books = try BookExamples()
        let proposal = try Proposal(
            cycle: Examples.cycle,
            decision: try Examples.decision(),
            snapshot: try Examples.snapshot()
        )
        var hello = Tandem_V1_AgentHello()
        hello.slot = "qwen"
        hello.instance = "2"
        hello.model = "qwen-flash"
        hello.promptVersion = "en-1"
        hello.takeOver = true
        hello.shadow = false
        hello.isSimulated = true
        hello.epoch = 3
        let answers = [try Examples.answer()]
        let bodies: [(String, Tandem_V1_Request.OneOf_Body)] = [
            ("market_range", .marketRange(after: 76, chain: 0xFEED, limit: 2_000)),
            ("source_wanted", .source),
            ("features_wanted", .features(Examples.cycle, of: [try Examples.symbol()])),
            ("agent_hello", .agentHello(hello)),
            ("agent_beat", .beat(slot: "qwen", instance: "2")),
            (
                "agent_answer",
                .answer(answers, cycle: Examples.cycle, channel: .direction, slot: "qwen", instance: "2")
            ),
            ("agents_wanted", .agents),
            ("agent_control", .control(slot: "qwen", instance: "2", action: "promote")),
            ("cycles_wanted", .cycles(after: 76, limit: 10)),
            ("propose", .propose(Examples.cycle, [proposal])),
            ("halt", .halt(by: "ann", reason: "news")),
            ("resume", .resume(by: "ann", reason: "checked")),
            ("risk_wanted", .risk),
            ("account_wanted", .account(at: 77)),
            ("execute", .execute(Examples.cycle, [ApprovedOrder(order: books.order, gateEpoch: 3)])),
            ("books_wanted", .books),
            ("ledger_wanted", .ledger(after: 4, limit: 10)),
            ("equity_wanted", .equity(after: 4, limit: 10)),
            ("status_wanted", .status),
            ("change_orders", .change(Examples.cycle, [ApprovedChange(change: try books.change(), gateEpoch: 3)])),
            ("risk_try", .riskTry(proposal)), ("call_wanted", .call(Examples.cycle, .entry)),
            ("bills_wanted", .bills(after: 76, cycles: 500)),
        ]
        return bodies.map { ($0.0, WireFormat.encode($0.1)) }
    }

    static func replies() throws -> [(name: String, bytes: [UInt8])] {
        let books = try BookExamples()
        var agent = Tandem_V1_Agent()
        agent.slot = "qwen"
        agent.instance = "2"
        agent.state = "active"
        var agents = Tandem_V1_Agents()
        agents.agents = [agent]
        var cycles = Tandem_V1_Cycles()
        cycles.records = [Tandem_V1_CycleRecord(try books.record())]
        cycles.lastCompleted = 77
        cycles.completed = 12
        var risk = Tandem_V1_Risk()
        risk.state = "active"
        risk.reason = "books verified"
        risk.approved = 3
        var refusal = Tandem_V1_RefusalCount()
        refusal.code = "TOO_SMALL"
        refusal.count = 2
        risk.refusals = [refusal]
        var limit = Tandem_V1_LimitUse()
        limit.name = "total_percent"
        limit.limit = 80
        limit.used = 12.5
        risk.limits = [limit]
        let bodies: [(String, Tandem_V1_Reply.OneOf_Body)] = [
            ("failure", .failure(code: "PARTED", "another history")),
            ("market", .market(try market())),
            ("source", .source(Examples.source())),
            ("features", .features(Examples.cycle, [try Examples.snapshot()])),
            ("agent_command", .ask(try Examples.request())),
            ("agents", .agents(agents)),
            ("done", .done),
            ("cycles", .cycles(cycles)),
            ("verdicts", .verdicts(Examples.cycle, [books.verdict()])),
            ("risk", .risk(risk)),
            ("account", .account(try books.account())),
            ("books", .books(Tandem_V1_Books(books.report()))),
            ("ledger", .ledger([Tandem_V1_Execution(try books.entry(), hash: books.report().hash)])),
            ("equity", .equity([books.point()])),
            ("status", .status(Examples.status())),
            ("stored_call", .storedCall(storedCall())), ("bills", .bills(try bills())),
        ]
        return bodies.map { ($0.0, WireFormat.encode($0.1, epoch: 3)) }
    }

    private static func bills() throws -> Tandem_V1_Bills {
        let symbols = [try Examples.symbol()]
        let call = CallBill(
            cycle: Examples.cycle,
            channel: .entry,
            isRepair: true,
            model: "qwen-flash",
            isSimulated: true,
            symbols: symbols,
            cost_nanoUSD: 1_200,
            isSettled: true,
            promptTokens: 3_000,
            cachedTokens: 2_800,
            replyTokens: 90,
            failure: "timed_out",
            choice: ModelChoice(.nearStop, symbols[0])
        )
        let note = UnaskedBill(
            cycle: Examples.cycle,
            channel: .entry,
            quiet: symbols,
            cached: symbols,
            ruled: symbols,
            step: "skip_quiet",
            saved_nanoUSD: 900
        )
        return Tandem_V1_Bills(calls: [call], unasked: [note], next: 77)
    }

    private static func storedCall() -> Tandem_V1_StoredCall {
        var call = Tandem_V1_StoredCall()
        call.slot = "qwen"
        call.instance = "2"
        call.cycle = Tandem_V1_Cycle(Examples.cycle)
        call.channel = "entry"
        call.model = "qwen-flash"
        call.isSimulated = true
        call.promptVersion = "en-2 00ff"
        call.system = "rules"
        call.prompt = "question: entry"
        call.httpStatus = 200
        call.reply = Data("{}".utf8)
        call.arguments = "{}"
        call.failure = "malformed: no decision"
        call.costNanoUsd = 1_200
        call.promptTokens = 3_000
        call.cachedTokens = 2_800
        call.completionTokens = 90
        call.choice = "near_stop BTCUSDT"
        return call
    }

    private static func market() throws -> Tandem_V1_MarketEvents {
        Tandem_V1_MarketEvents(
            after: 75,
            chain: 0xFEED_FACE,
            events: try [
                Examples.candleEvent(), MarketEvent(position: 77, time: Examples.cycle.time, kind: .tick),
                Examples.gapEvent(),
            ].map(Tandem_V1_MarketEvent.init),
            released: 78,
            isEnd: false
        )
    }
}
