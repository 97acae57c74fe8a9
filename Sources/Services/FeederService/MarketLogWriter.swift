internal import Logging
internal import MarketData
internal import MarketDataFeeds
internal import Runtime
internal import SQLiteStore
internal import StageSettings
internal import TradingDomain
internal import WireFormat

/// Turns the source's candles into the stored log: all of a file at once, a synthetic market as far ahead as needed.
///
/// After a restart the source is read again from its beginning and what is stored already is passed over, with its
/// chain compared, so that another source in the same account is refused.
struct MarketLogWriter {
    let label: String
    let isSynthetic: Bool
    let symbols: [Symbol]
    let entryTimeframe: Timeframe
    private(set) var isComplete: Bool
    private(set) var gaps = 0
    private(set) var firstTime: Timestamp?
    private(set) var lastTime: Timestamp?
    private var input: MarketInput
    private var log: MarketLog
    private var store: MarketStore
    private var chain: UInt64 = 0
    private let logger: Logger

    private static let completeNote = "complete"
    private static let releasedNote = "released"
    private static let tickNote = "tick"
    private static let labelNote = "label"

    init(_ context: ProcessContext) throws {
        logger = context.logger
        input = try MarketInput(context.settings)
        log = input.log
        label = input.label
        isSynthetic = input.isSynthetic
        symbols = input.log.symbols
        entryTimeframe = input.log.entryTimeframe
        let store = try MarketStore(path: context.paths.store("market"), durability: .normal)
        if let held = try store.note(Self.labelNote), held != label {
            throw ProcessFailure(
                .data,
                "account holds the market '\(held)', asked is '\(label)'; choose another --account or the same market"
            )
        }
        try store.keep(note: Self.labelNote, label)
        self.store = store
        isComplete = try store.note(Self.completeNote) != nil
        gaps = Int(try store.note("gaps") ?? "") ?? 0
        firstTime = try store.rows(after: 0, through: 1, maximum: 1).first?.time
        lastTime = try store.rows(after: store.head.position &- 1, through: .max >> 1, maximum: 1).first?.time
    }

    var head: (position: LogPosition, chain: UInt64) { store.head }

    /// Writes one page more when fewer than `margin` events are stored ahead of `position`; a file is written whole.
    /// - Returns: `true` when it has written and there is more to write.
    mutating func writeAhead(of position: LogPosition, at margin: Int) throws -> Bool {
        guard !isComplete, !isSynthetic || store.head.position < position + UInt64(margin) else { return false }
        var events: [MarketEvent] = []
        while events.count < 5_000 {
            guard let candle = try input.source.next() else {
                try log.finish(into: &events)
                isComplete = true
                break
            }
            try log.append(candle, into: &events)
        }
        try write(events)
        return !isComplete
    }

    private mutating func write(_ events: [MarketEvent]) throws {
        var rows: [MarketStore.Row] = []
        rows.reserveCapacity(events.count)
        for event in events {
            chain = event.chained(after: chain)
            if firstTime == nil { firstTime = event.time }
            lastTime = event.time
            guard event.position > store.head.position else {
                guard event.position != store.head.position || chain == store.head.chain else {
                    throw ProcessFailure(
                        .data,
                        "the source gives another market than the account holds; use another --account"
                    )
                }
                continue
            }
            if case .gapFound(let symbol, let timeframe, let from, let to) = event.kind {
                gaps += 1
                let missing = to.milliseconds(since: from) / timeframe.milliseconds
                logger.warning(
                    "gap in the candles",
                    metadata: ["symbol": "\(symbol)", "from": "\(from)", "to": "\(to)", "missing": "\(missing)"]
                )
            }
            let payload = WireFormat.encode(Tandem_V1_MarketEvent(event))
            rows.append(MarketStore.Row(position: event.position, time: event.time, payload: payload, chain: chain))
        }
        var notes: [(name: String, value: String)] = [("gaps", "\(gaps)")]
        if isComplete { notes.append((Self.completeNote, "\(store.head.position)")) }
        try store.append(rows, notes: notes)
    }

    func rows(after position: LogPosition, maximum: Int) throws(StoreError) -> [MarketStore.Row] {
        try store.rows(after: position, through: .max >> 1, maximum: maximum)
    }

    func rows(
        after position: LogPosition,
        through limit: LogPosition,
        maximum: Int
    ) throws(StoreError) -> [MarketStore.Row] {
        try store.rows(after: position, through: limit, maximum: maximum)
    }

    func chain(at position: LogPosition) throws(StoreError) -> UInt64? { try store.chain(at: position) }

    /// How far the last life had released, when a clock released.
    func releasedBefore() throws(StoreError) -> LogPosition {
        LogPosition(try store.note(Self.releasedNote) ?? "") ?? 0
    }

    /// The last tick that the last life's clock had released.
    func lastTickBefore() throws(StoreError) -> LogPosition { LogPosition(try store.note(Self.tickNote) ?? "") ?? 0 }

    mutating func keep(released: LogPosition, tick: LogPosition) throws(StoreError) {
        try store.append([], notes: [(Self.releasedNote, "\(released)"), (Self.tickNote, "\(tick)")])
    }

    func close() { try? store.close() }
}
