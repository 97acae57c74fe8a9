internal import Fusion
internal import PaperTrading
package import Performance
package import TradingDomain

/// What the same answers would have earned otherwise: accounts that nobody trades, beside the one that is.
///
/// Each slot alone, the rules alone, and holding, over the market log and the cycles of a run, live or not. A slot alone
/// is told the very answers that it gave in the run, so nothing is asked and nothing paid. The stages, the limits and the
/// costs are those of the run; what a person halts is halted in the real account only.
package struct ShadowBooks: Sendable {
    private struct Shadow: Sendable {
        let name: String
        let title: String
        var pipeline: Pipeline
        var meter: PerformanceMeter
    }

    private var shadows: [Shadow] = []
    private var hold: HoldBaseline
    private var holdMeter: PerformanceMeter
    private let entryTimeframe: Timeframe
    /// Not applied yet, in order.
    private var waiting: [MarketEvent] = []
    private var records: [CycleRecord] = []
    private var newestRecord: LogPosition = 0
    /// The last position that the books have applied.
    package private(set) var position: LogPosition = 0
    /// Ticks without a cycle.
    package private(set) var missed = 0

    /// - Parameter settings: of the run; its slots need no simulated trader.
    /// - Throws: ``BacktestError/inconsistent(what:)`` for settings that were refused: a bug.
    package init(_ settings: BacktestSettings) throws(BacktestError) {
        var told = settings
        told.recorded = []
        told.asked = []
        for variant in try told.variants(always: true) {
            var own = variant.settings
            own.isTold = variant.name != "rules"
            shadows.append(
                Shadow(
                    name: variant.name,
                    title: variant.title,
                    pipeline: Pipeline(own),
                    meter: PerformanceMeter(initialEquity: settings.initialEquity)
                )
            )
        }
        hold = try HoldBaseline(settings, from: nil)
        holdMeter = PerformanceMeter(initialEquity: settings.initialEquity)
        entryTimeframe = settings.broker.entryTimeframe
    }

    /// What follows in the market log.
    package mutating func add(_ events: [MarketEvent]) { waiting += events }

    /// A cycle that the run completed; in order. One that was added before is passed over.
    package mutating func add(_ record: CycleRecord) {
        guard record.cycle.position > newestRecord else { return }
        newestRecord = record.cycle.position
        records.append(record)
    }

    /// Applies what can be: up to the first tick whose cycle is not known yet. A tick is known to have none when a later
    /// cycle is known.
    ///
    /// - Returns: whether anything was applied.
    /// - Throws: ``BacktestError``; the books are spent then.
    package mutating func advance() throws(BacktestError) -> Bool {
        var applied = 0
        var used = 0
        while applied < waiting.count {
            let event = waiting[applied]
            var record: CycleRecord?
            if case .tick = event.kind {
                guard newestRecord >= event.position else { break }
                while used < records.count, records[used].cycle.position < event.position { used += 1 }
                if used < records.count, records[used].cycle.position == event.position { record = records[used] }
                if record == nil { missed += 1 }
            }
            try apply(event, record)
            position = event.position
            applied += 1
        }
        waiting.removeFirst(applied)
        records.removeFirst(used)
        return applied > 0
    }

    private mutating func apply(_ event: MarketEvent, _ record: CycleRecord?) throws(BacktestError) {
        for index in shadows.indices {
            try shadows[index].pipeline.apply(event, told: record)
            for point in shadows[index].pipeline.equityPoints { shadows[index].meter.add(point) }
            for entry in shadows[index].pipeline.entries { shadows[index].meter.add(entry) }
            shadows[index].pipeline.clearWritten()
        }
        if hold.start == nil, let record, record.hasDecidedAnswer { hold.start = record.cycle.time }
        try hold.apply(event, entryTimeframe: entryTimeframe)
        for point in hold.points { holdMeter.add(point) }
        for entry in hold.entries { holdMeter.add(entry) }
        hold.clearWritten()
    }

    /// In the order in which they are shown.
    package var books: [ShadowBook] {
        shadows.map { ShadowBook(name: $0.name, title: $0.title, report: $0.meter.report) }
            + [ShadowBook(name: "hold", title: "buy and hold", report: holdMeter.report)]
    }
}

/// One of ``ShadowBooks``.
package struct ShadowBook: Sendable {
    /// Such as `deepseek`, `rules`, `hold`.
    package let name: String
    /// What it is, for a person.
    package let title: String
    package let report: PerformanceReport

    package init(name: String, title: String, report: PerformanceReport) {
        self.name = name
        self.title = title
        self.report = report
    }
}

extension CycleRecord {
    /// Whether some model said something.
    fileprivate var hasDecidedAnswer: Bool {
        symbols.contains { symbol in symbol.answers.contains { $0.decision != nil } }
    }
}
