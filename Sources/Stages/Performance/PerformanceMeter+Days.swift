internal import TradingDomain

extension PerformanceMeter {
    /// The return of each UTC day in order, as ``PerformanceReport`` defines it; the running day is the last.
    package var returnsOfDays: [Double] {
        last.map { dailyReturns + [Self.change(from: dayStart, to: $0.equity)] } ?? []
    }
}
