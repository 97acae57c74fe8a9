package import MarketData
internal import PaperTrading
internal import Performance
package import TradingDomain

/// A backtest under way: candles in, the ledger of an account out.
///
/// One value, one thread, no clock: the same candles and settings give the same ledger hash, and it is that of a lockstep
/// replay through the processes.
package struct Backtest {
    private var log: MarketLog
    private var pipeline: Pipeline
    private var books: BacktestBooks
    private var meter: PerformanceMeter
    private var events: [MarketEvent] = []
    private var candles: UInt64 = 0
    private var gaps: UInt64 = 0
    private var firstEvent: Timestamp?
    private var lastEvent: Timestamp?
    /// Keeps points, fills and answers, if there is one; set before the first candle.
    package var recorder: RunRecorder?

    /// - Parameters:
    ///   - settings: of every stage.
    ///   - log: new; makes the events out of the candles.
    ///   - ledgerPath: the file of a new account; its folder exists. `nil` writes no file.
    /// - Throws: ``BacktestError/accountExists(path:entries:)``, ``BacktestError/store(_:)``.
    package init(_ settings: BacktestSettings, log: MarketLog, ledgerPath: String?) throws(BacktestError) {
        self.log = log
        pipeline = Pipeline(settings)
        books = try BacktestBooks(path: ledgerPath)
        meter = PerformanceMeter(initialEquity: settings.initialEquity)
    }

    /// What the costed models' calls cost so far.
    package var bills: [ModelBill] { pipeline.bills }

    /// Adds the next candle, and runs the cycles that became due before it.
    ///
    /// - Parameter candle: the next one in the order of close time, then symbol.
    /// - Throws: ``BacktestError``; the backtest is spent then, its file ends with the last commit.
    package mutating func add(_ candle: Candle) throws(BacktestError) {
        do { try log.append(candle, into: &events) } catch { throw .market(error) }
        candles += 1
        try applyEvents()
    }

    /// Runs what is due at the last candle's time. No candle may follow.
    package mutating func finish() throws(BacktestError) {
        do { try log.finish(into: &events) } catch { throw .market(error) }
        try applyEvents()
    }

    /// Writes what is not written yet and closes the account's file.
    ///
    /// - Returns: what came of it, after ``finish()`` or after a stop half-way.
    package mutating func close() throws(BacktestError) -> BacktestResult {
        try write()
        try books.close()
        let broker = pipeline.broker
        let finalEquity: Money
        do { finalEquity = try broker.account(at: broker.state.cursor).equity } catch { throw .broker(error) }
        return BacktestResult(
            ledgerHash: books.hash,
            counts: pipeline.counts,
            broker: broker.state.counters,
            initialEquity: broker.state.initialEquity,
            finalEquity: finalEquity,
            firstEvent: firstEvent,
            lastEvent: lastEvent,
            candles: candles,
            duplicates: UInt64(log.duplicates),
            gaps: gaps,
            performance: meter.report,
            dailyReturns: meter.returnsOfDays,
            otherAccounts: pipeline.otherAccounts
        )
    }

    private mutating func applyEvents() throws(BacktestError) {
        for event in events {
            if firstEvent == nil { firstEvent = event.time }
            if case .gapFound = event.kind { gaps += 1 }
            try pipeline.apply(event)
            if recorder != nil, case .tick = event.kind, let record = pipeline.newest { recorder?.add(record) }
        }
        if let last = events.last { lastEvent = last.time }
        events.removeAll(keepingCapacity: true)
        if pipeline.equityPoints.count >= BacktestBooks.mostWaiting { try write() }
    }

    private mutating func write() throws(BacktestError) {
        let (entries, points) = (pipeline.entries, pipeline.equityPoints)
        guard !entries.isEmpty || !points.isEmpty else { return }
        for point in points { meter.add(point) }
        for entry in entries { meter.add(entry) }
        recorder?.add(entries, points)
        try books.write(entries, points, pipeline.broker.state)
        pipeline.clearWritten()
    }
}
