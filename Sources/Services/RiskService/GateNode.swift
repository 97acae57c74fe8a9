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

    let server: ServiceServer
    let broker: ServiceClient
    let haltFile: AccountHaltFile
    let store: RiskStore
    var gate: RiskGate
    var isOpen = false
    var counts: (approved: UInt64, refused: UInt64)
    /// Judged one after the other, while halts are obeyed at once.
    private let proposed = WorkQueue<Proposed>()
    /// Questions that need the account and change nothing.
    let asked = WorkQueue<Asked>()
    /// One piece for each time that flattening begins.
    let flattenings = WorkQueue<Void>()
    private var handled: UInt64 = 0

    private struct Proposed: Sendable {
        let cycle: CycleID
        let proposals: [Proposal]
        let asker: ServiceServer.Asker
    }

    struct Asked: Sendable {
        /// What to judge on trial; `nil` asks for the limits.
        let trial: Proposal?
        /// What the limits of groups are shown by.
        var snapshots: [FeatureSnapshot] = []
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
        haltFile = AccountHaltFile(context.paths)
        publisher = try EventPublisher(context)
        server = try ServiceServer(context)
        broker = try ServiceClient(context, to: .paperBroker)
    }

    package func run() async throws {
        context.reportReady()
        defer { try? store.close() }
        try await together([
            { try await self.openWhenVerified() }, { try await self.serve() }, { try await self.judgeProposed() },
            { try await self.watchHaltFile() }, { try await self.answerAsked() }, { try await self.flatten() },
        ])
    }

    /// Starts closed: nothing is judged before the broker says that its books verify.
    private func openWhenVerified() async throws {
        while !isOpen {
            if case .books(let books) = try await broker.ask(.books, attemptTimeout_ms: 500),
                try books.domain().isVerified
            {
                try await deliverAgain()
                isOpen = true
                carryOut(gate.handle(.booksVerified, at: .epoch))
                if gate.tradingState == .flattening { flattenings.put(()) }
                // Most cycles propose nothing: an open gate without a question is no crash in the making.
                context.reportProgress()
            } else {
                try await context.loop.sleep(milliseconds: 200)
            }
        }
        while true { try await context.loop.sleep(milliseconds: 3_600_000) }
    }

    /// What was approved last may not have left before a crash. Until the broker has it, its exposure is nowhere in the
    /// account, and the next decision would be judged without it.
    private func deliverAgain() async throws {
        guard let (cycle, stored) = try store.newest() else { return }
        var judged = try Judged(stored)
        try await send(&judged, of: cycle, hasTried: true)
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
        case .halt(let halt): try answer(asker, halt)
        case .resume(let resume): try answer(asker, resume)
        case .riskTry(let trial):
            guard trial.hasProposal else {
                return server.refuse(asker, code: "UNREADABLE", "risk_try.proposal is missing")
            }
            asked.put(Asked(trial: try trial.proposal.domain(), asker: asker))
        case .riskWanted(let wanted):
            guard wanted.withLimits else { return server.reply(to: asker, .risk(try riskReport())) }
            let snapshots = try wanted.domain()
            asked.put(Asked(trial: nil, snapshots: snapshots, asker: asker))
        case .statusWanted: server.reply(to: asker, .status(report.message(context)))
        default:
            server.refuse(asker, code: "UNKNOWN", "the risk gate answers propose, halt, resume, risk, risk_try, status")
        }
    }

    private func judgeProposed() async throws {
        try await proposed.forEach { try await self.judge($0.cycle, $0.proposals, for: $0.asker) }
    }

    /// A repeated question gets the stored word, and its orders are sent again: the broker knows a repeat.
    private func judge(_ cycle: CycleID, _ proposals: [Proposal], for asker: ServiceServer.Asker) async throws {
        while !isOpen { try await context.loop.sleep(milliseconds: 20) }
        var judged: Judged
        if let stored = try store.judged(cycle) {
            judged = try Judged(stored)
        } else {
            guard let account = try await account(at: cycle.position, from: broker) else { return }
            try obeyHaltFile()
            judged = try decide(cycle, proposals, on: account)
        }
        try await send(&judged, of: cycle)
        handled += 1
        context.reportProgress()
        publisher.publish(.verdicts, .verdicts(judged.verdicts))
        server.reply(to: asker, .verdicts(judged.verdicts))
    }

    /// The account as of a position; `nil` when the broker has not come so far in time. The asker asks again.
    func account(at position: LogPosition, from broker: ServiceClient) async throws -> AccountSnapshot? {
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

    private func decide(_ cycle: CycleID, _ proposals: [Proposal], on account: AccountSnapshot) throws -> Judged {
        let effects = gate.handle(.proposed(cycle, proposals, account), at: cycle.time)
        var judged = Judged(verdicts: Tandem_V1_Verdicts(cycle, []), orders: Tandem_V1_Execute(cycle, []))
        for case .judge(let cycle, let words, let approved) in effects {
            judged = Judged(verdicts: Tandem_V1_Verdicts(cycle, words), orders: Tandem_V1_Execute(cycle, approved))
            let refused = words.compactMap { if case .refused(let why) = $0.outcome { why.code.rawValue } else { nil } }
            try store.save(
                cycle,
                judged.stored,
                approved: approved.count,
                refused: refused,
                state: gate.state.encoded()
            )
            counts.approved += UInt64(approved.count)
            counts.refused += UInt64(refused.count)
        }
        carryOut(effects)
        return judged
    }

    func carryOut(_ effects: [RiskGate.Effect]) {
        for case .announce(let state, let reason) in effects {
            context.logger.notice("trading state", metadata: ["state": "\(state.rawValue)", "reason": "\(reason)"])
            publisher.publish(.state, .tradingState(state, reason: reason))
        }
    }
}
