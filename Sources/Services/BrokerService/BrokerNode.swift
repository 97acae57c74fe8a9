internal import Logging
internal import PaperTrading
package import Runtime
internal import SQLiteStore
internal import StageSettings
internal import TradingDomain
internal import WireFormat
internal import ZeroMQBus

/// The paper broker's shell: applies the market log in order, takes the gate's orders, and commits before it speaks.
package actor BrokerNode: PipelineNode {
    package nonisolated let context: ProcessContext
    package nonisolated var unownedExecutor: UnownedSerialExecutor { context.loop.asUnownedSerialExecutor() }

    package let publisher: EventPublisher
    package var report: StatusReport {
        var report = StatusReport()
        report.cursor = broker.state.cursor
        report.eventTime = broker.state.time
        report.state = "running"
        report.detail = "\(broker.state.counters.fills) fills, books verified"
        report.handled = handled
        return report
    }

    let server: ServiceServer
    var broker: PaperBroker
    var store: LedgerStore
    /// Effects that are not on disk yet.
    private var postings: [LedgerTransaction] = []
    private var marks: [EquityPoint] = []
    /// Questions that wait until the log has been applied up to a position.
    private var waiting: [(position: LogPosition, asker: ServiceServer.Asker, question: Question)] = []
    private var newestGateEpoch: UInt64 = 0
    private var handled: UInt64 = 0

    enum Question {
        case account
        case execute([ApprovedOrder])
        case change([ApprovedChange])
    }

    /// Points of the equity curve that may wait for their commit: after a crash they are computed again from the log. An
    /// order waits for them, so they are few.
    private static let mostMarksUncommitted = 16
    private static let mostWaiting = 1_000

    /// Opens the books and verifies them; nothing trades on books that do not verify.
    package init(_ context: ProcessContext) throws {
        self.context = context
        let (store, state) = try Self.verifiedBooks(context)
        let settings = try context.settings.broker()
        if let state {
            broker = try PaperBroker(restoring: state, settings: settings)
        } else {
            broker = PaperBroker(initialEquity: try context.settings.initialEquity(), settings: settings)
        }
        self.store = store
        publisher = try EventPublisher(context)
        server = try ServiceServer(context)
    }

    /// - Throws: ``ProcessFailure`` for books that a restart does not mend: only a person does.
    private static func verifiedBooks(_ context: ProcessContext) throws -> (LedgerStore, BrokerState?) {
        do throws(StoreError) {
            let store = try LedgerStore(
                path: context.paths.store("ledger"),
                durability: context.settings.isDurable ? .full : .normal
            )
            return (store, try store.load())
        } catch {
            throw error.isLasting ? ProcessFailure(.data, "\(error)") : error
        }
    }

    package func run() async throws {
        context.reportReady()
        defer { try? store.close() }
        try await together([{ try await self.followMarket() }, { try await self.serve() }])
    }

    private func followMarket() async throws {
        let reader = try MarketReader(context, after: broker.state.cursor, chain: broker.state.chain)
        while true {
            for event in try await reader.next() {
                try collect(broker.handle(.market(event), at: event.time))
                if !postings.isEmpty { try commit() }
            }
            let isLive = !context.isLockstep
            if marks.count >= BrokerNode.mostMarksUncommitted || (isLive && !marks.isEmpty) || reader.isEnd {
                try commit()
            }
            handled += 1
            context.reportProgress()
            try answerWaiting()
        }
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
        case .accountWanted(let wanted):
            wait(for: wanted.position, asker, .account)
            try answerWaiting()
        case .execute(let execute):
            let (cycle, orders) = try execute.domain()
            guard cycle.position > 0, orders.allSatisfy({ $0.order.decidedAt == cycle }) else {
                return server.refuse(asker, code: "UNREADABLE", "an order of another cycle than \(cycle)")
            }
            guard isNewestGate(orders.map(\.gateEpoch), asker) else { return }
            wait(for: cycle.position, asker, .execute(orders))
            try answerWaiting()
        case .changeOrders(let wanted):
            let (cycle, changes) = try wanted.domain()
            guard cycle.position > 0, changes.allSatisfy({ $0.change.decidedAt == cycle }) else {
                return server.refuse(asker, code: "UNREADABLE", "a change of another cycle than \(cycle)")
            }
            guard isNewestGate(changes.map(\.gateEpoch), asker) else { return }
            wait(for: cycle.position, asker, .change(changes))
            try answerWaiting()
        default:
            try answerReading(asker, request)
        }
    }

    /// Refuses what an older life of the gate sends.
    private func isNewestGate(_ epochs: [UInt64], _ asker: ServiceServer.Asker) -> Bool {
        let epoch = epochs.max() ?? 0
        guard epoch >= newestGateEpoch else {
            server.refuse(asker, code: "FENCED", "a gate of epoch \(newestGateEpoch) has spoken; \(epoch) is old")
            return false
        }
        newestGateEpoch = epoch
        return true
    }

    /// Keeps a question until its position is reached. A repeat takes the place of the first; too many are refused.
    private func wait(for position: LogPosition, _ asker: ServiceServer.Asker, _ question: Question) {
        waiting.removeAll { $0.asker == asker }
        guard waiting.count < BrokerNode.mostWaiting else {
            return server.refuse(asker, code: "BUSY", "\(waiting.count) questions wait for the log; ask again later")
        }
        waiting.append((position, asker, question))
    }

    /// Answers every question whose position the log has reached, in the order of their arrival.
    private func answerWaiting() throws {
        var still: [(position: LogPosition, asker: ServiceServer.Asker, question: Question)] = []
        for wait in waiting {
            guard wait.position <= broker.state.cursor, broker.isCaughtUp else {
                still.append(wait)
                continue
            }
            switch wait.question {
            case .account:
                server.reply(to: wait.asker, .account(try broker.account(at: wait.position)))
            case .execute(let orders):
                try collect(broker.handle(.ordered(orders), at: broker.state.time))
                try commit()
                server.reply(to: wait.asker, .done)
            case .change(let changes):
                try collect(broker.handle(.changed(changes), at: broker.state.time))
                try commit()
                server.reply(to: wait.asker, .done)
            }
        }
        waiting = still
    }

    private func collect(_ effects: [PaperBroker.Effect]) throws {
        for effect in effects {
            switch effect {
            case .post(let transaction): postings.append(transaction)
            case .mark(let point): marks.append(point)
            case .repeated(let order):
                context.logger.info("order was taken before", metadata: ["order": "\(order)"])
            case .unchanged(let order):
                context.logger.info("a change had nothing to change", metadata: ["order": "\(order)"])
            case .fail(let error): throw error
            }
        }
    }

    /// One transaction: entries, equity curve, state and cursor. Only then are they told to anyone.
    private func commit() throws {
        guard !postings.isEmpty || !marks.isEmpty else { return }
        try store.commit(postings, equity: marks, state: broker.state)
        let hash = store.head.hash.bytes
        for posting in postings {
            publisher.publish(.execution, .execution(posting, hash: hash))
            context.logger.debug("ledger entry", metadata: ["entry": "\(posting.sequence)", "time": "\(posting.time)"])
        }
        for mark in marks { publisher.publish(.equity, .equity(Tandem_V1_EquityPoint(mark))) }
        postings.removeAll(keepingCapacity: true)
        marks.removeAll(keepingCapacity: true)
    }
}
