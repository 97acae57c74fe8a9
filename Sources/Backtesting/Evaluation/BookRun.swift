package import Performance
package import TradingDomain

/// One account over the cycles of a run: the fused pair, a baseline, or a model alone.
package struct BookRun: Sendable {
    /// Such as `fused`, `hold`, `deepseek`, `rules`; letters, digits and hyphens.
    package let name: String
    /// What it is, for a person.
    package let title: String
    package let points: [EquityPoint]
    package let fills: [Fill]
    /// Funding that was paid or received, with its time.
    package let payments: [(time: Timestamp, payment: FundingPayment)]
    package let trades: [ClosedTrade]
    package let report: PerformanceReport
    /// Of UTC days, as the report defines them.
    package let dailyReturns: [Double]

    /// - Parameters:
    ///   - name: for keys and columns.
    ///   - title: for a person.
    ///   - initialEquity: before the first point.
    ///   - points: one at each tick, in order.
    ///   - entries: fills and funding, in the ledger's order.
    package init(
        name: String,
        title: String,
        initialEquity: Money,
        points: [EquityPoint],
        entries: [LedgerTransaction]
    ) {
        var meter = PerformanceMeter(initialEquity: initialEquity)
        for point in points { meter.add(point) }
        for entry in entries { meter.add(entry) }
        self.name = name
        self.title = title
        self.points = points
        fills = entries.compactMap { if case .fill(let fill) = $0.kind { fill } else { nil } }
        payments = entries.compactMap { if case .funded(let payment) = $0.kind { ($0.time, payment) } else { nil } }
        trades = ClosedTrade.all(in: entries.lazy.map(\.kind))
        report = meter.report
        dailyReturns = meter.returnsOfDays
    }
}

extension LedgerTransaction {
    /// Whether a book's result follows from it: a fill or funding.
    var isResult: Bool {
        switch kind {
        case .fill, .funded: true
        default: false
        }
    }
}
