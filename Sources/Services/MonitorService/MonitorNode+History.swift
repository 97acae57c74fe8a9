internal import Runtime
internal import TradingDomain
internal import WebDashboard
internal import WireFormat
internal import ZeroMQBus

/// What the monitor asks the processes: their history when it is attached, and what may be lost on the way later.
extension MonitorNode {
    private static let ledgerPage: UInt32 = 1_000
    private static let equityPage: UInt32 = 10_000
    private static let cyclePage: UInt32 = 50
    /// How far back decisions are read, in log positions: about a thousand cycles of six instruments.
    private static let cycleSpan: LogPosition = 12_000
    private static let askInterval_ms = 2_000

    func followMarket() async throws {
        let feeder = try ServiceClient(context, to: .dataFeeder)
        defer { feeder.close() }
        let source = try await self.source(feeder)
        var facts = model.runFacts
        facts.take(source)
        model.take(source: facts)
        let wanted = LogPosition(max(facts.symbols.count, 1) * DashboardModel.mostCandles * 3 / 2)
        let after = source.released > wanted ? source.released - wanted : 0
        let reader = try MarketReader(context, after: after, chain: nil)
        defer { reader.close() }
        var askAt_ms = BusLoop.monotonicMilliseconds()
        while true {
            for event in try await reader.next() { model.take(event) }
            handled += 1
            let now_ms = BusLoop.monotonicMilliseconds()
            guard now_ms - askAt_ms > 5_000 else { continue }
            askAt_ms = now_ms
            let source = try await self.source(feeder)
            var facts = model.runFacts
            facts.take(source)
            if facts != model.runFacts { model.take(source: facts) }
        }
    }

    private func source(_ feeder: ServiceClient) async throws -> Tandem_V1_MarketSource {
        guard case .source(let source) = try await feeder.ask(.source, attemptTimeout_ms: 500) else {
            throw WireError.unexpected(what: "the data feeder answered something that is no source")
        }
        return source
    }

    /// The books are pulled from a cursor, so that no point and no entry is missed; events only ring.
    func followBroker() async throws {
        let broker = try ServiceClient(context, to: .paperBroker)
        defer { broker.close() }
        while true {
            hasBrokerRung = false
            try await pull(broker)
            context.reportProgress()
            for _ in 0..<8 {
                try await context.loop.sleep(milliseconds: 250)
                if hasBrokerRung { break }
            }
        }
    }

    private func pull(_ broker: ServiceClient) async throws {
        guard case .account(let account) = try await broker.ask(.account(at: 0), attemptTimeout_ms: 500) else {
            throw WireError.unexpected(what: "the paper broker answered something that is no account")
        }
        let snapshot = try account.domain()
        if snapshot.position < model.equityCursor { reset() }
        model.take(snapshot)
        while true {
            let question = Tandem_V1_Request.OneOf_Body.ledger(after: model.ledgerCursor, limit: MonitorNode.ledgerPage)
            guard case .ledger(let page) = try await broker.ask(question, attemptTimeout_ms: 500) else { break }
            for entry in page.entries { model.take(try entry.transaction.domain()) }
            if page.entries.count < MonitorNode.ledgerPage { break }
        }
        while true {
            let question = Tandem_V1_Request.OneOf_Body.equity(after: model.equityCursor, limit: MonitorNode.equityPage)
            guard case .equity(let page) = try await broker.ask(question, attemptTimeout_ms: 500) else { break }
            for point in page.points { model.take(try point.domain()) }
            if page.points.count < MonitorNode.equityPage { break }
        }
    }

    /// The last cycles; later ones come by themselves.
    func readCycles() async throws {
        let fusion = try ServiceClient(context, to: .fusionNode)
        defer { fusion.close() }
        while true {
            if !hasReadCycles {
                let last = try await cycles(fusion, after: .max >> 1, limit: 1).lastCompleted
                var after = last > MonitorNode.cycleSpan ? last - MonitorNode.cycleSpan : 0
                while true {
                    let page = try await cycles(fusion, after: after, limit: MonitorNode.cyclePage)
                    for record in page.records {
                        let record = try record.domain()
                        after = max(after, record.cycle.position)
                        model.take(record)
                    }
                    if page.records.count < MonitorNode.cyclePage { break }
                }
                hasReadCycles = true
            }
            try await context.loop.sleep(milliseconds: MonitorNode.askInterval_ms)
        }
    }

    private func cycles(_ fusion: ServiceClient, after: LogPosition, limit: UInt32) async throws -> Tandem_V1_Cycles {
        guard case .cycles(let page) = try await fusion.ask(.cycles(after: after, limit: limit), attemptTimeout_ms: 500)
        else { throw WireError.unexpected(what: "the fusion node answered something that is no list of cycles") }
        return page
    }

    func askAgents() async throws {
        let fusion = try ServiceClient(context, to: .fusionNode)
        defer { fusion.close() }
        while true {
            if case .agents(let list) = try await fusion.ask(.agents, attemptTimeout_ms: 500) {
                model.take(agents: list.agents.prefix(64).map(AgentFacts.init))
            }
            try await context.loop.sleep(milliseconds: MonitorNode.askInterval_ms)
        }
    }

    func askRisk() async throws {
        let gate = try ServiceClient(context, to: .riskGate)
        defer { gate.close() }
        while true {
            if case .risk(let risk) = try await gate.ask(.risk, attemptTimeout_ms: 500) {
                model.take(tradingState: String(risk.state.prefix(20)), reason: String(risk.reason.prefix(300)))
                let refusals = risk.refusals.map { (code: $0.code, times: $0.count) }
                model.take(VerdictFacts(approved: risk.approved, refused: risk.refused, refusals: refusals))
            }
            try await context.loop.sleep(milliseconds: MonitorNode.askInterval_ms)
        }
    }
}
