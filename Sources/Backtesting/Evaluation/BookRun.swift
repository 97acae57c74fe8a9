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
    package let trades: [ClosedTrade]
    package let report: PerformanceReport
    /// Of UTC days, as the report defines them.
    package let dailyReturns: [Double]

    /// - Parameters:
    ///   - name: for keys and columns.
    ///   - title: for a person.
    ///   - initialEquity: before the first point.
    ///   - points: one at each tick, in order.
    ///   - fills: in the ledger's order.
    package init(name: String, title: String, initialEquity: Money, points: [EquityPoint], fills: [Fill]) {
        var meter = PerformanceMeter(initialEquity: initialEquity)
        for point in points { meter.add(point) }
        for fill in fills { meter.add(fill) }
        self.name = name
        self.title = title
        self.points = points
        self.fills = fills
        trades = ClosedTrade.all(in: fills)
        report = meter.report
        dailyReturns = meter.returnsOfDays
    }
}
