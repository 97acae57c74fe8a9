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
    private var writer: MarketLogWriter
    /// The last position that may be read, its chain and its time.
    private var released: LogPosition = 0
    private var releasedChain: UInt64 = 0
    private var releasedTime: Timestamp?
    /// Events behind ``released``, in order, already on disk.
    private var ahead: ArraySlice<MarketStore.Row> = []
    private var handled: UInt64 = 0
    /// The last tick released by the clock, when, and the last cycle known to be complete.
    private var lastTick: LogPosition = 0
    private var lastTickAt_ms: Int64 = 0
    private var completedCycle: LogPosition = 0
    /// All is released and, in a lockstep replay, the last cycle is complete too.
    private var hasEnded = false

    private static let page = 2_000
    /// Between two looks at the event clock; a tick that waits for its cycle is looked at that often.
    private static let shortestPause_ms: Int64 = 10
    private static let longestPause_ms: Int64 = 1_000

    package init(_ context: ProcessContext) throws {
        self.context = context
        writer = try MarketLogWriter(context)
        publisher = try EventPublisher(context)
        server = try ServiceServer(context)
    }

    private var isEnd: Bool { writer.isComplete && released == writer.head.position }

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

    /// Releases what the event clock has reached, `run.speed` seconds of event time in a second.
    ///
    /// This clock is ours, so it slips rather than skip a cycle: a tick waits for the cycle before it, but no longer
    /// than that cycle's own deadline.
    private func feedByClock() async throws {
        try resume(at: try writer.releasedBefore())
        while try releaseWarmUp() {}
        guard let start = releasedTime else {
            throw ProcessFailure(.data, "the market has no event to release; see market.from and market.to")
        }
        (lastTick, lastTickAt_ms) = (try writer.lastTickBefore(), BusLoop.monotonicMilliseconds())
        if lastTick == 0 { lastTick = released }
        var clock = EventClock(start, speed: context.settings.integer("run.speed"))
        let patience_ms = context.settings.integer("cycle.deadline_ms") + 1_000
        while !isEnd {
            let canTick = completedCycle >= lastTick || clock.milliseconds(since: lastTickAt_ms) > patience_ms
            var pause_ms = FeederNode.shortestPause_ms
            if let waitingTick = try release(through: clock.now, ticks: canTick) {
                clock.hold(at: waitingTick)
            } else if let next = try nextAhead() {
                pause_ms = min(max(clock.milliseconds(until: next.time), pause_ms), FeederNode.longestPause_ms)
            }
            _ = try writer.writeAhead(of: released, at: FeederNode.page)
            try await context.loop.sleep(milliseconds: Int(pause_ms))
        }
        announceEnd()
        while true { try await context.loop.sleep(milliseconds: 3_600_000) }
    }

    /// Knows of completed cycles, for the clock.
    private func followCycles() async throws {
        guard !context.isLockstep else {
            while true { try await context.loop.sleep(milliseconds: 3_600_000) }
        }
        let fusion = try FusionFollower(context)
        while true { completedCycle = try await fusion.completed(after: completedCycle) }
    }

    /// Goes on where the last life had come to.
    private func resume(at position: LogPosition) throws {
        if position > 0, let row = try writer.rows(after: position - 1, maximum: 1).first {
            (released, releasedChain, releasedTime) = (row.position, row.chain, row.time)
        }
    }

    /// Everything before the first tick is history: it is there at once.
    private func releaseWarmUp() throws -> Bool {
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

    /// Releases what is due, at most one tick, and that only when it may.
    /// - Returns: the time of a tick that is due and waits.
    private func release(through time: Timestamp, ticks canTick: Bool) throws -> Timestamp? {
        var batch = Batch(after: released, chain: releasedChain)
        var waiting: Timestamp?
        while let row = try nextAhead(), row.time <= time {
            let event: Tandem_V1_MarketEvent = try WireFormat.decode(row.payload, what: "stored market event")
            let isTick = if case .tick? = event.kind { true } else { false }
            guard !isTick || canTick else {
                waiting = row.time
                break
            }
            take(row)
            batch.events.append(event)
            if isTick {
                (lastTick, lastTickAt_ms) = (row.position, BusLoop.monotonicMilliseconds())
                break
            }
            if batch.events.count >= FeederNode.page { break }
        }
        guard !batch.events.isEmpty else { return waiting }
        try writer.keep(released: released, tick: lastTick)
        publish(&batch)
        return waiting
    }

    private struct Batch {
        var after: LogPosition
        var chain: UInt64
        var events: [Tandem_V1_MarketEvent] = []
    }

    private func nextAhead() throws -> MarketStore.Row? {
        if ahead.isEmpty {
            ahead = try writer.rows(after: released, maximum: FeederNode.page)[...]
            while ahead.isEmpty, try writer.writeAhead(of: released, at: FeederNode.page) {
                ahead = try writer.rows(after: released, maximum: FeederNode.page)[...]
            }
        }
        return ahead.first
    }

    private func take(_ row: MarketStore.Row) {
        ahead.removeFirst()
        (released, releasedChain, releasedTime) = (row.position, row.chain, row.time)
        handled += 1
    }

    private func publish(_ batch: inout Batch) {
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

    private func announceEnd() {
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
