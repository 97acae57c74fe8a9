internal import Glibc
package import TradingDomain

extension PerformanceMeter {
    private static let daysPerYear = 365.0

    /// The figures up to now; ``PerformanceReport`` has their definitions.
    package var report: PerformanceReport {
        let returns = last.map { dailyReturns + [Self.change(from: dayStart, to: $0.equity)] } ?? []
        let final = last?.equity ?? initialEquity
        let growth = cagr(days: returns.count)
        return PerformanceReport(
            initialEquity: initialEquity,
            finalEquity: final,
            from: first?.time,
            to: last?.time,
            days: returns.count,
            totalReturn: totalReturn,
            cagr: growth,
            volatility: ofDays(returns) { .value(Self.deviation($0) * Self.daysPerYear.squareRoot()) },
            sharpe: ofDays(returns) { Self.ratio(Self.mean($0), to: Self.deviation($0)) },
            sortino: ofDays(returns) { Self.ratio(Self.mean($0), to: Self.downside($0), unless: .noLoss) },
            calmar: calmar(growth),
            maximumDrawdown: deepest,
            exposureTime: exposureTime,
            trades: trades.closed,
            winRate: ofTrades { .value(Double($0.winners) / Double($0.closed)) },
            profitFactor: ofTrades { $0.lost > .zero ? .value($0.won.value / $0.lost.value) : .undefined(.noLoss) },
            expectancy: ofTrades { .value(($0.won - $0.lost).value / Double($0.closed)) },
            fees: trades.fees,
            realisedProfit: trades.realisedProfit,
            fills: trades.fills,
            turnover: turnover,
            funding: trades.funding,
            transfers: transfers,
            bySymbol: trades.bySymbol
        )
    }

    private func ofDays(_ returns: [Double], _ figure: ([Double]) -> Metric) -> Metric {
        returns.count >= minimums.days
            ? figure(returns) : .tooFewSamples(count: returns.count, needed: minimums.days)
    }

    private func ofTrades(_ figure: (TradeTally) -> Metric) -> Metric {
        trades.closed >= minimums.trades
            ? figure(trades) : .tooFewSamples(count: trades.closed, needed: minimums.trades)
    }

    private func cagr(days: Int) -> Metric {
        guard days >= minimums.days, let first, let last, last.time > first.time else {
            return .tooFewSamples(count: days, needed: minimums.days)
        }
        guard totalReturn > -1, initialEquity > .zero else { return .undefined(.noEquity) }
        let elapsed_days = Double(last.time.milliseconds(since: first.time)) / 86_400_000
        return .value(pow(1 + totalReturn, Self.daysPerYear / elapsed_days) - 1)
    }

    private func calmar(_ growth: Metric) -> Metric {
        guard case .value(let growth) = growth else { return growth }
        guard let deepest else { return .undefined(.noDrawdown) }
        return .value(growth / deepest.fraction)
    }

    private var exposureTime: Metric {
        guard let first, let last, last.time > first.time else { return .tooFewSamples(count: points, needed: 2) }
        return .value(Double(exposed_ms) / Double(last.time.milliseconds(since: first.time)))
    }

    private var turnover: Metric {
        guard points > 0 else { return .tooFewSamples(count: 0, needed: 1) }
        guard sumOfEquity > 0 else { return .undefined(.noEquity) }
        return .value(trades.notional / (sumOfEquity / Double(points)))
    }

    private static func ratio(_ mean: Double, to risk: Double, unless cause: Metric.Cause = .noVariation) -> Metric {
        // Equal returns differ in their last bits: that is no variation.
        risk > abs(mean) * 1e-9 ? .value(mean / risk * daysPerYear.squareRoot()) : .undefined(cause)
    }

    private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    /// With n − 1 in the denominator.
    private static func deviation(_ values: [Double]) -> Double {
        let mean = mean(values)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(values.count - 1)).squareRoot()
    }

    /// Root of the mean square of the negative returns, over all days.
    private static func downside(_ values: [Double]) -> Double {
        (values.reduce(0) { $0 + min($1, 0) * min($1, 0) } / Double(values.count)).squareRoot()
    }
}

extension PerformanceReport {
    /// A report of points and fills that are there already, both in order.
    package init(
        initialEquity: Money,
        equity: some Sequence<EquityPoint>,
        fills: some Sequence<Fill>,
        minimums: Minimums = .standard
    ) {
        var meter = PerformanceMeter(initialEquity: initialEquity, minimums: minimums)
        for point in equity { meter.add(point) }
        for fill in fills { meter.add(fill) }
        self = meter.report
    }
}
