internal import Logging
package import Runtime
internal import SQLiteStore
internal import StageSettings
internal import TradingDomain
internal import WireFormat
internal import ZeroMQBus

/// The data feeder's shell: the one source of market facts and of time.
///
/// The log is written before it is told. What may be read is released tick by tick: in a lockstep replay when the fusion
/// node has completed the cycle before, else by a clock.
package actor FeederNode: PipelineNode {
    package nonisolated let context: ProcessContext
    package nonisolated var unownedExecutor: UnownedSerialExecutor { context.loop.asUnownedSerialExecutor() }

    package let publisher: EventPublisher
    package var report: StatusReport {
        var report = StatusReport()
        report.cursor = released
        report.eventTime = releasedTime
        report.state = hasEnded ? "ended" : "running"
        report.detail = writer.label
        report.handled = handled
        return report
    }

    private let server: ServiceServer
    var writer: MarketLogWriter
    /// The last position that may be read, its chain and its time.
    var released: LogPosition = 0
    var releasedChain: UInt64 = 0
    var releasedTime: Timestamp?
    /// Events behind ``released``, in order, already on disk.
    private var ahead: ArraySlice<MarketStore.Row> = []
    private var handled: UInt64 = 0
    /// The last tick released by the clock, when, and the last cycle known to be complete.
    var lastTick: LogPosition = 0
    var lastTickAt_ms: Int64 = 0
    var completedCycle: LogPosition = 0
    /// All is released, and the last cycle is complete or its time is over.
    var hasEnded = false

    static let page = 2_000
    /// Rows read at a time to be released; a tick waits while they are read.
    private static let rowsAhead = 128

    package init(_ context: ProcessContext) throws {
        self.context = context
        writer = try MarketLogWriter(context)
        publisher = try EventPublisher(context)
        server = try ServiceServer(context)
    }

    var isEnd: Bool { writer.isComplete && released == writer.head.position }

    package func run() async throws {
        context.reportReady()
        defer { writer.close() }
        try await together([
            { try await self.serve() }, { try await self.feed() }, { try await self.followCycles() },
        ])
    }

    private func feed() async throws {
        // One page at a time, so that questions are answered and the heartbeat goes on while files are read.
        while try writer.writeAhead(of: released, at: FeederNode.page * 10) { await Task.yield() }
        if context.isLockstep { try await feedInLockstep() } else { try await feedByClock() }
    }

    /// Releases the next tick when the cycle of the one before is complete.
    private func feedInLockstep() async throws {
        let fusion = try FusionFollower(context)
        var completed = try await fusion.lastCompleted()
        try resume(at: completed)
        while true {
            if completed >= released, try !releaseThroughTick(after: completed) { break }
            completed = try await fusion.completed(after: completed)
        }
        announceEnd()
        while true { try await context.loop.sleep(milliseconds: 3_600_000) }
    }

    /// Goes on where the last life had come to.
    func resume(at position: LogPosition) throws {
        if position > 0, let row = try writer.rows(after: position - 1, maximum: 1).first {
            (released, releasedChain, releasedTime) = (row.position, row.chain, row.time)
        }
    }

    /// Everything before the first tick is history: it is there at once.
    func releaseWarmUp() throws -> Bool {
        guard released == 0 else { return false }
        return try releaseThroughTick(after: 0)
    }

    private func serve() async throws {
        while true {
            let (asker, request) = try await server.next()
            switch request {
            case .marketRange(let range): try answer(asker, range)
            case .sourceWanted: server.reply(to: asker, .source(source()))
            case .statusWanted: server.reply(to: asker, .status(report.message(context)))
            default: server.refuse(asker, code: "UNKNOWN", "the data feeder answers market ranges, source, status")
            }
        }
    }

    private func answer(_ asker: ServiceServer.Asker, _ range: Tandem_V1_MarketRange) throws {
        guard let chain = try writer.chain(at: range.after) else {
            // While the log is still being written again, the reader is ahead of it; it asks again.
            guard writer.isComplete else { return }
            return server.refuse(
                asker,
                code: "PARTED",
                "the log ends at \(writer.head.position), you have \(range.after): this is another market or an old copy"
            )
        }
        guard !range.hasChainAtAfter || range.chainAtAfter == chain else {
            return server.refuse(asker, code: "PARTED", "the chain at \(range.after) differs: this is another history")
        }
        let maximum = min(max(Int(range.limit), 1), FeederNode.page)
        let rows =
            range.after < released ? try writer.rows(after: range.after, through: released, maximum: maximum) : []
        server.reply(
            to: asker,
            .market(
                Tandem_V1_MarketEvents(
                    after: range.after,
                    chain: chain,
                    events: try rows.map { try WireFormat.decode($0.payload, what: "stored market event") },
                    released: released,
                    isEnd: isEnd
                )
            )
        )
    }

    private func source() -> Tandem_V1_MarketSource {
        var source = Tandem_V1_MarketSource()
        source.label = writer.label
        source.symbols = writer.symbols.map(\.description)
        source.entryTimeframe = writer.entryTimeframe.rawValue
        source.isSynthetic = writer.isSynthetic
        if let time = writer.firstTime { source.firstTimeMs = time.milliseconds }
        if let time = writer.lastTime { source.lastTimeMs = time.milliseconds }
        source.released = released
        source.lastPosition = writer.head.position
        source.gaps = UInt32(clamping: writer.gaps)
        return source
    }
}

extension FeederNode {
    /// Releases everything up to the first tick behind `position`.
    /// - Returns: `false` when there is none: the log has ended and all of it is released.
    private func releaseThroughTick(after position: LogPosition) throws -> Bool {
        var batch = Batch(after: released, chain: releasedChain)
        while true {
            guard let row = try nextAhead() else {
                publish(&batch)
                return false
            }
            let event: Tandem_V1_MarketEvent = try WireFormat.decode(row.payload, what: "stored market event")
            take(row)
            batch.events.append(event)
            if case .tick? = event.kind, row.position > position {
                publish(&batch)
                return true
            }
            if batch.events.count >= FeederNode.page { publish(&batch) }
        }
    }

    struct Batch {
        var after: LogPosition
        var chain: UInt64
        var events: [Tandem_V1_MarketEvent] = []
    }

    func nextAhead() throws -> MarketStore.Row? {
        if ahead.isEmpty {
            ahead = try writer.rows(after: released, maximum: FeederNode.rowsAhead)[...]
            while ahead.isEmpty, try writer.writeAhead(of: released, at: FeederNode.page) {
                ahead = try writer.rows(after: released, maximum: FeederNode.rowsAhead)[...]
            }
        }
        return ahead.first
    }

    func take(_ row: MarketStore.Row) {
        ahead.removeFirst()
        (released, releasedChain, releasedTime) = (row.position, row.chain, row.time)
        handled += 1
    }

    func publish(_ batch: inout Batch) {
        guard !batch.events.isEmpty else { return }
        publisher.publish(
            .market,
            .market(
                Tandem_V1_MarketEvents(
                    after: batch.after,
                    chain: batch.chain,
                    events: batch.events,
                    released: released,
                    isEnd: isEnd
                )
            )
        )
        batch = Batch(after: released, chain: releasedChain)
        context.reportProgress()
    }

    func announceEnd() {
        hasEnded = true
        context.logger.notice("market log has ended", metadata: ["position": "\(released)"])
        publisher.publish(
            .market,
            .market(
                Tandem_V1_MarketEvents(
                    after: released,
                    chain: releasedChain,
                    events: [],
                    released: released,
                    isEnd: true
                )
            )
        )
    }
}
