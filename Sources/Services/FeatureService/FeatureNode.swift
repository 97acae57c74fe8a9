internal import Features
internal import Logging
package import Runtime
internal import StageSettings
internal import TradingDomain
internal import WireFormat
internal import ZeroMQBus

/// The feature worker's shell: applies the market log in order and keeps the snapshots of the last ticks.
///
/// It owns no file: after a start it applies the log from its beginning, and gives the same bytes from there on.
package actor FeatureNode: PipelineNode {
    package nonisolated let context: ProcessContext
    package nonisolated var unownedExecutor: UnownedSerialExecutor { context.loop.asUnownedSerialExecutor() }

    package let publisher: EventPublisher
    package var report: StatusReport {
        var report = StatusReport()
        report.cursor = cursor
        report.eventTime = time
        report.state = "running"
        report.detail = "\(symbols.count) instruments"
        report.handled = handled
        return report
    }

    private let server: ServiceServer
    private let symbols: [Symbol]
    private var engine: FeatureEngine
    private var cursor: LogPosition = 0
    private var time: Timestamp?
    private var handled: UInt64 = 0
    /// Snapshots of the last ticks, oldest first.
    private var recent: [(cycle: CycleID, snapshots: [FeatureSnapshot])] = []
    private var waiting: [(cycle: CycleID, asker: ServiceServer.Asker)] = []

    /// Ticks whose snapshots are kept, for a fusion node that is that far behind.
    private static let ticksKept = 16

    /// - Parameters:
    ///   - context: this process.
    ///   - shard: which part of the instruments, of how many.
    /// - Throws: ``ProcessFailure`` for symbols or an interval that cannot be, ``BusError`` for sockets that cannot.
    package init(_ context: ProcessContext, shard: Shard) throws {
        self.context = context
        let all = try context.settings.symbols()
        symbols = all.enumerated().filter { $0.offset % shard.count == shard.index }.map(\.element)
        // Every symbol is applied, because correlations need the others; only the shard's are answered for.
        engine = FeatureEngine(symbols: all, entryTimeframe: try context.settings.entryTimeframe())
        publisher = try EventPublisher(context)
        server = try ServiceServer(context)
    }

    package func run() async throws {
        context.reportReady()
        try await together([{ try await self.followMarket() }, { try await self.serve() }])
    }

    private func followMarket() async throws {
        let reader = try MarketReader(context, after: 0, chain: 0)
        while true {
            let events = try await reader.next()
            for event in events {
                engine.apply(event)
                cursor = event.position
                time = event.time
                guard case .tick = event.kind else { continue }
                keep(CycleID(time: event.time, position: event.position))
            }
            handled += UInt64(events.count)
            context.reportProgress()
        }
    }

    private func keep(_ cycle: CycleID) {
        let snapshots = engine.snapshots(at: cycle, of: symbols)
        if recent.count == FeatureNode.ticksKept { recent.removeFirst() }
        recent.append((cycle, snapshots))
        waiting.removeAll { wait in
            guard wait.cycle.position <= cursor else { return false }
            answer(wait.asker, wait.cycle)
            return true
        }
    }

    private func serve() async throws {
        while true {
            let (asker, request) = try await server.next()
            switch request {
            case .featuresWanted(let wanted) where !wanted.hasCycle: answerNewest(asker)
            case .featuresWanted(let wanted):
                do throws(WireError) {
                    let cycle = try readCycle(wanted.cycle)
                    if cycle.position <= cursor { answer(asker, cycle) } else { waiting.append((cycle, asker)) }
                } catch {
                    server.refuse(asker, code: "UNREADABLE", "\(error)")
                }
            case .statusWanted: server.reply(to: asker, .status(report.message(context)))
            default: server.refuse(asker, code: "UNKNOWN", "a feature worker answers features and status")
            }
        }
    }

    private func answerNewest(_ asker: ServiceServer.Asker) {
        guard let newest = recent.last else {
            return server.refuse(asker, code: "NOTHING_YET", "the feature worker has seen no tick yet; ask again")
        }
        server.reply(to: asker, .features(newest.cycle, newest.snapshots))
    }

    private func answer(_ asker: ServiceServer.Asker, _ cycle: CycleID) {
        guard let kept = recent.last(where: { $0.cycle == cycle }) else {
            return server.refuse(
                asker,
                code: "STALE",
                "no features are kept for the tick at position \(cycle.position)"
            )
        }
        server.reply(to: asker, .features(cycle, kept.snapshots))
    }
}
