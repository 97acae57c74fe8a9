internal import Performance
package import TradingDomain

/// The read model of the page: what the processes said, bounded, and nothing that is true only here.
///
/// Losing it changes nothing; a new one asks the processes for their history.
package struct DashboardModel: Sendable {
    var run: RunFacts
    var meter: PerformanceMeter?
    var curve = EquityCurve()
    var account: AccountSnapshot?
    var newestTime = Timestamp.epoch
    /// The newest last, per symbol.
    var candles: [Symbol: [Candle]] = [:]
    /// The newest last.
    var fills: [Fill] = []
    var entries: [LedgerTransaction] = []
    /// Of the newest cycle.
    var latest: CycleRecord?
    /// Decisions on which the gate said yes or no, the newest last. A side that is held already is said again every cycle.
    var decisions: [DatedDecision] = []
    var cycles: UInt64 = 0
    var processes: [String: WatchedProcess] = [:]
    var agents: [AgentFacts] = []
    var verdicts = VerdictFacts()
    var bills: [String: ModelBill] = [:]
    var books: [BookFacts] = []
    /// The last ledger entry and equity point that were taken: where to ask on.
    package private(set) var ledgerCursor: UInt64 = 0
    package private(set) var equityCursor: LogPosition = 0
    private var changed: Set<DashboardSection> = []

    package static let mostCandles = 300
    static let mostFills = 400
    static let mostEntries = 60
    static let mostDecisions = 60
    static let mostProcesses = 64
    static let mostSlots = 16
    static let mostSymbols = 32

    struct DatedDecision: Sendable {
        let cycle: CycleID
        let record: CycleRecord.SymbolRecord
    }

    package init(_ run: RunFacts) {
        self.run = run
        changed = Set(DashboardSection.common)
    }

    mutating func touch(_ section: DashboardSection) { changed.insert(section) }

    /// The sections that changed since the last call.
    package mutating func takeChanged() -> Set<DashboardSection> {
        defer { changed = [] }
        return changed
    }

    package mutating func take(_ event: MarketEvent) {
        newestTime = max(newestTime, event.time)
        touch(.run)
        switch event.kind {
        case .candleClosed(let candle):
            guard candle.timeframe == run.entryTimeframe,
                candles[candle.symbol] != nil || candles.count < Self.mostSymbols
            else { return }
            var series = candles[candle.symbol] ?? []
            if let last = series.last, last.openTime >= candle.openTime { return }
            if series.count >= Self.mostCandles { series.removeFirst() }
            series.append(candle)
            candles[candle.symbol] = series
            touch(.candles(candle.symbol))
        case .gapFound, .fundingSettled, .tick: break
        }
    }

    package mutating func take(_ record: CycleRecord) {
        if let latest, latest.cycle >= record.cycle { return }
        latest = record
        cycles += 1
        for symbol in record.symbols where symbol.decision.action != .hold && symbol.verdict?.outcome != .satisfied {
            decisions.append(DatedDecision(cycle: record.cycle, record: symbol))
        }
        if decisions.count > Self.mostDecisions { decisions.removeFirst(decisions.count - Self.mostDecisions) }
        touch(.decisions)
    }

    package mutating func take(_ entry: LedgerTransaction) {
        guard entry.sequence > ledgerCursor else { return }
        ledgerCursor = entry.sequence
        meter?.add(entry)
        if case .fill(let fill) = entry.kind {
            fills.append(fill)
            if fills.count > Self.mostFills { fills.removeFirst(fills.count - Self.mostFills) }
            touch(.figures)
            touch(.candles(fill.symbol))
        }
        entries.append(entry)
        if entries.count > Self.mostEntries { entries.removeFirst(entries.count - Self.mostEntries) }
        touch(.ledger)
    }

    package mutating func take(_ point: EquityPoint) {
        guard point.position > equityCursor else { return }
        equityCursor = point.position
        meter?.add(point)
        curve.add(point.time, point.equity)
        newestTime = max(newestTime, point.time)
        touch(.equity)
        touch(.figures)
    }

    package mutating func take(_ account: AccountSnapshot) {
        if let known = self.account, known.position > account.position { return }
        if meter == nil { meter = PerformanceMeter(initialEquity: account.initialEquity) }
        let symbols = Set(
            (self.account?.holdings ?? []).map(\.position.symbol) + account.holdings.map(\.position.symbol)
        )
        for symbol in symbols { touch(.candles(symbol)) }
        self.account = account
        touch(.positions)
        touch(.figures)
    }

    package mutating func take(source: RunFacts) {
        run = source
        touch(.run)
    }

    package var runFacts: RunFacts { run }

    /// The newest event time that any source has told; `nil` before the first.
    package var eventTime: Timestamp? { newestTime > .epoch ? newestTime : nil }

    /// Takes over who was heard when, because that does not depend on the history of the market.
    package mutating func keepProcesses(of other: DashboardModel) {
        processes = other.processes
        agents = other.agents
    }

    package mutating func take(tradingState: String, reason: String) {
        guard run.tradingState != tradingState || run.tradingReason != reason else { return }
        run.tradingState = tradingState
        run.tradingReason = reason
        touch(.run)
    }

    package mutating func take(_ verdicts: VerdictFacts) {
        guard verdicts != self.verdicts else { return }
        self.verdicts = verdicts
        touch(.verdicts)
    }

    package mutating func take(_ call: CallFacts) {
        guard bills[call.slot] != nil || bills.count < Self.mostSlots else { return }
        bills[call.slot, default: ModelBill()].add(call)
        touch(.agents)
    }

    package mutating func take(agents: [AgentFacts]) {
        let agents = Array(agents.prefix(Self.mostProcesses))
        guard agents != self.agents else { return }
        self.agents = agents
        touch(.agents)
    }

    /// - Parameters:
    ///   - status: a heartbeat.
    ///   - now_ms: monotonic milliseconds.
    package mutating func take(_ status: ProcessFacts, at now_ms: Int64) {
        let name = "\(status.role)-\(status.instance)"
        if var known = processes[name] {
            if status.epoch > known.facts.epoch { known.restarts += status.epoch - known.facts.epoch }
            known.facts = status
            known.heardAt_ms = now_ms
            processes[name] = known
        } else if processes.count < Self.mostProcesses {
            processes[name] = WatchedProcess(facts: status, heardAt_ms: now_ms)
        }
        touch(.processes)
    }

    /// Once a second, so that a silence grows on the page.
    package mutating func beat(at now_ms: Int64) {
        processes = processes.filter { now_ms - $0.value.heardAt_ms < WatchedProcess.gone_ms }
        touch(.processes)
    }
}
