internal import Foundation
internal import Logging
internal import Risk
package import Runtime
internal import SQLiteStore
internal import StageSettings
internal import TradingDomain
internal import WireFormat
internal import ZeroMQBus

/// The risk gate's shell: judges what is proposed against the account as of the cycle, commits the verdict, and only
/// then sends the order. It opens when the broker has verified the books.
package actor GateNode: PipelineNode {
    package nonisolated let context: ProcessContext
    package nonisolated var unownedExecutor: UnownedSerialExecutor { context.loop.asUnownedSerialExecutor() }

    package let publisher: EventPublisher
    package var report: StatusReport {
        var report = StatusReport()
        report.cursor = gate.state.lastJudged?.position ?? 0
        report.eventTime = gate.state.lastJudged?.time
        report.state = gate.tradingState == .active ? "running" : "halted"
        report.detail = gate.tradingState == .active ? "active" : "\(gate.tradingState.rawValue): \(gate.reason)"
        report.handled = handled
        return report
    }

    private let server: ServiceServer
    private let broker: ServiceClient
    private var gate: RiskGate
    private let store: RiskStore
    private var isOpen = false
    /// Judged one after the other, while halts are obeyed at once.
    private let proposed = WorkQueue<Proposed>()
    private var handled: UInt64 = 0
    private var counts: (approved: UInt64, refused: UInt64)

    private struct Proposed: Sendable {
        let cycle: CycleID
        let proposals: [Proposal]
        let asker: ServiceServer.Asker
    }

    package init(_ context: ProcessContext) throws {
        self.context = context
        store = try RiskStore(
            path: context.paths.store("risk"),
            durability: context.settings.isDurable ? .full : .normal
        )
        let state = try store.state().map { try RiskState(decoding: $0) }
        gate = RiskGate(
            limits: try context.settings.riskLimits(),
            instruments: try context.settings.instruments(),
            gateEpoch: context.epoch,
            restoring: state
        )
        counts = try store.counts()
        publisher = try EventPublisher(context)
        server = try ServiceServer(context)
        broker = try ServiceClient(context, to: .paperBroker)
    }

    package func run() async throws {
        context.reportReady()
        defer { try? store.close() }
        try await together([
            { try await self.openWhenVerified() }, { try await self.serve() }, { try await self.judgeProposed() },
            { try await self.watch() },
        ])
    }

    /// Starts closed: nothing is judged before the broker says that its books verify.
    private func openWhenVerified() async throws {
        while !isOpen {
            if case .books(let books) = try await broker.ask(.books, attemptTimeout_ms: 500),
                try books.domain().isVerified
            {
                isOpen = true
                carryOut(gate.handle(.booksVerified, at: .epoch))
                // Most cycles propose nothing: an open gate without a question is no crash in the making.
                context.reportProgress()
            } else {
                try await context.loop.sleep(milliseconds: 200)
            }
        }
        while true { try await context.loop.sleep(milliseconds: 3_600_000) }
    }

    /// The file that halts when nothing else works; looked at ten times a second and before every verdict.
    private func watch() async throws {
        while true {
            try obeyHaltFile()
            try await context.loop.sleep(milliseconds: 100)
        }
    }

    private func obeyHaltFile() throws {
        guard gate.state.tradingState != .halted, let text = haltText() else { return }
        try act("halt", by: "halt file", reason: text) {
            $0.handle(.haltRequested(by: "halt file", reason: text), at: .epoch)
        }
    }

    private func haltText() -> String? {
        guard let data = FileManager.default.contents(atPath: context.paths.haltFile) else { return nil }
        let text = String(decoding: data.prefix(200), as: UTF8.self).split(separator: "\n").first ?? ""
        return text.isEmpty ? "the file \(context.paths.haltFile) is there" : String(text)
    }

    private func serve() async throws {
        while true {
            let (asker, request) = try await server.next()
            do {
                try answer(asker, request)
            } catch let error as WireError {
                server.refuse(asker, code: "UNREADABLE", "\(error)")
            }
        }
    }

    private func answer(_ asker: ServiceServer.Asker, _ request: Tandem_V1_Request.OneOf_Body) throws {
        switch request {
        case .propose(let propose):
            let (cycle, proposals) = try propose.domain()
            proposed.put(Proposed(cycle: cycle, proposals: proposals, asker: asker))
        case .halt(let halt):
            try act("halt", by: halt.by, reason: halt.reason) {
                $0.handle(.haltRequested(by: halt.by, reason: halt.reason), at: .epoch)
            }
            server.reply(to: asker, .risk(riskReport()))
        case .resume(let resume):
            guard haltText() == nil else {
                return server.refuse(asker, code: "HALT_FILE", "remove the file \(context.paths.haltFile) first")
            }
            try act("resume", by: resume.by, reason: resume.reason) {
                $0.handle(.resumeRequested(by: resume.by, reason: resume.reason), at: .epoch)
            }
            server.reply(to: asker, .risk(riskReport()))
        case .riskWanted: server.reply(to: asker, .risk(riskReport()))
        case .statusWanted: server.reply(to: asker, .status(report.message(context)))
        default: server.refuse(asker, code: "UNKNOWN", "the risk gate answers propose, halt, resume, risk, status")
        }
    }

    private func judgeProposed() async throws {
        try await proposed.forEach { try await self.judge($0.cycle, $0.proposals, for: $0.asker) }
    }

    /// A repeated question gets the stored word, and its orders are sent again: the broker knows a repeat.
    private func judge(_ cycle: CycleID, _ proposals: [Proposal], for asker: ServiceServer.Asker) async throws {
        while !isOpen { try await context.loop.sleep(milliseconds: 20) }
        let verdicts: Tandem_V1_Verdicts
        let orders: Tandem_V1_Execute
        if let stored = try store.judged(cycle) {
            verdicts = try WireFormat.decode(stored.verdicts, what: "stored verdicts")
            orders = try WireFormat.decode(stored.orders, what: "stored orders")
        } else {
            guard let account = try await account(at: cycle.position) else { return }
            try obeyHaltFile()
            (verdicts, orders) = try decide(cycle, proposals, on: account)
        }
        try await send(orders)
        handled += 1
        context.reportProgress()
        publisher.publish(.verdicts, .verdicts(verdicts))
        server.reply(to: asker, .verdicts(verdicts))
    }

    /// The account as of a position; `nil` when the broker has not come so far in time. The asker asks again.
    private func account(at position: LogPosition) async throws -> AccountSnapshot? {
        do throws(ServiceError) {
            let deadline_ms = context.isLockstep ? nil : BusLoop.monotonicMilliseconds() + 5_000
            let reply = try await broker.ask(.account(at: position), attemptTimeout_ms: 500, deadline_ms: deadline_ms)
            guard case .account(let account) = reply else {
                throw .wire("paper-broker", .unexpected(what: "no account"))
            }
            do throws(WireError) { return try account.domain() } catch { throw .wire("paper-broker", error) }
        } catch {
            guard case .bus(_, .timedOut) = error else { throw error }
            context.logger.warning("the account is not there yet", metadata: ["position": "\(position)"])
            return nil
        }
    }

    /// Sends orders until the broker has them. Live, a halt that comes meanwhile holds back what would open.
    private func send(_ orders: Tandem_V1_Execute) async throws {
        var orders = orders
        while !orders.orders.isEmpty {
            try obeyHaltFile()
            if !context.isLockstep, gate.tradingState != .active {
                orders.orders.removeAll { !$0.order.id.hasSuffix("/\(OrderID.Leg.close.rawValue)") }
                if orders.orders.isEmpty { return }
            }
            do throws(ServiceError) {
                let deadline_ms = BusLoop.monotonicMilliseconds() + 1_000
                _ = try await broker.ask(.execute(orders), attemptTimeout_ms: 500, deadline_ms: deadline_ms)
                return
            } catch {
                guard case .bus(_, .timedOut) = error else { throw error }
            }
        }
    }

    private func decide(
        _ cycle: CycleID,
        _ proposals: [Proposal],
        on account: AccountSnapshot
    ) throws -> (Tandem_V1_Verdicts, Tandem_V1_Execute) {
        let effects = gate.handle(.proposed(cycle, proposals, account), at: cycle.time)
        var verdicts = Tandem_V1_Verdicts(cycle, [])
        var orders = Tandem_V1_Execute(cycle, [])
        for case .judge(let cycle, let words, let approved) in effects {
            verdicts = Tandem_V1_Verdicts(cycle, words)
            orders = Tandem_V1_Execute(cycle, approved)
            let refused = words.count { if case .refused = $0.outcome { true } else { false } }
            try store.save(
                cycle,
                RiskStore.Judged(verdicts: WireFormat.encode(verdicts), orders: WireFormat.encode(orders)),
                approved: approved.count,
                refused: refused,
                state: gate.state.encoded()
            )
            counts.approved += UInt64(approved.count)
            counts.refused += UInt64(refused)
        }
        carryOut(effects)
        return (verdicts, orders)
    }

    private func act(_ kind: String, by: String, reason: String, _ change: (inout RiskGate) -> [RiskGate.Effect]) throws
    {
        let effects = change(&gate)
        try store.save(act: kind, by: by, reason: reason, state: gate.state.encoded())
        carryOut(effects)
    }

    private func carryOut(_ effects: [RiskGate.Effect]) {
        for case .announce(let state, let reason) in effects {
            context.logger.notice("trading state", metadata: ["state": "\(state.rawValue)", "reason": "\(reason)"])
            publisher.publish(.state, .tradingState(state, reason: reason))
        }
    }

    private func riskReport() -> Tandem_V1_Risk {
        var risk = Tandem_V1_Risk()
        risk.state = gate.tradingState.rawValue
        risk.reason = gate.reason
        if let peak = gate.state.highWaterMark { risk.peakEquityE8 = peak.units }
        if let start = gate.state.dayStartEquity { risk.dayStartEquityE8 = start.units }
        risk.approved = counts.approved
        risk.refused = counts.refused
        return risk
    }
}
