package import Backtesting
internal import Performance
internal import Statistics
internal import TradingDomain

extension Figures {
    /// - Parameter evaluation: of a run.
    package init(_ evaluation: Evaluation) {
        self.init()
        knowledge = Self.knowledge(of: evaluation)
        for book in evaluation.books { add(book) }
        addTargets(evaluation.fused)
        addMonths(evaluation)
        addTrades(evaluation.fused)
        addLuck(evaluation)
        addModels(evaluation)
        addLeakage(evaluation)
        addCosts(evaluation)
    }

    private mutating func add(_ book: BookRun) {
        let report = book.report
        let key = "book.\(book.name)"
        set("\(key).initial_equity", report.initialEquity.value)
        set("\(key).final_equity", report.finalEquity.value)
        set("\(key).total_return", report.totalReturn)
        set("\(key).days", report.days)
        set("\(key).cagr", report.cagr)
        set("\(key).volatility", report.volatility)
        set("\(key).sharpe", report.sharpe)
        set("\(key).sortino", report.sortino)
        set("\(key).calmar", report.calmar)
        set("\(key).max_drawdown", report.maximumDrawdown?.fraction ?? 0)
        set("\(key).exposure_time", report.exposureTime)
        set("\(key).trades", report.trades)
        set("\(key).win_rate", report.winRate)
        set("\(key).profit_factor", report.profitFactor)
        set("\(key).expectancy", report.expectancy)
        set("\(key).fees", report.fees.value)
        set("\(key).funding", report.funding.value)
        set("\(key).fills", report.fills)
        set("\(key).turnover", report.turnover)
    }

    /// The intervals of the figures that have a target.
    private mutating func addTargets(_ book: BookRun) {
        func set(_ name: String, _ interval: Interval?) {
            guard let interval else { return }
            self.set("target.\(name).low", interval.low)
            self.set("target.\(name).high", interval.high)
        }
        let winners = book.trades.count { $0.profit > .zero }
        set("win_rate", Interval.wilson(hits: winners, of: book.trades.count))
        let bootstrap = BlockBootstrap(DailyReturns(book.dailyReturns))
        set("sharpe", bootstrap?.sharpe)
        set("cagr", bootstrap?.growth)
        set("max_drawdown", bootstrap?.maximumDrawdown)
    }

    private mutating func addMonths(_ evaluation: Evaluation) {
        for book in evaluation.books {
            var last = book.report.initialEquity
            var running: (month: String, start: Money)?
            for (index, point) in book.points.enumerated() {
                // Midnight ends a day, but the first point opens one.
                let month = point.time.advanced(byMilliseconds: index == 0 ? 0 : -1).description.prefix(7)
                if running?.month != String(month) {
                    if let running { set("month.\(running.month).\(book.name)", Self.change(running.start, last)) }
                    running = (String(month), last)
                }
                last = point.equity
            }
            if let running { set("month.\(running.month).\(book.name)", Self.change(running.start, last)) }
        }
    }

    private static func change(_ start: Money, _ end: Money) -> Double {
        start.units > 0 ? end.value / start.value - 1 : 0
    }

    private mutating func addTrades(_ book: BookRun) {
        addHistogram("trade", of: book.trades.map { $0.profit.value })
        for cause in Fill.Cause.allCases {
            let ended = book.trades.filter { $0.cause == cause }
            guard !ended.isEmpty else { continue }
            set("exit.\(cause.rawValue).trades", ended.count)
            set("exit.\(cause.rawValue).profit", ended.reduce(0) { $0 + $1.profit.value })
        }
        for side in [Side.buy, .sell] {
            let own = book.trades.filter { $0.side == side }
            guard !own.isEmpty else { continue }
            let name = side == .buy ? "long" : "short"
            set("side.\(name).trades", own.count)
            set("side.\(name).win_rate", Double(own.count { $0.profit > .zero }) / Double(own.count))
            set("side.\(name).profit", own.reduce(0) { $0 + $1.profit.value })
        }
    }

    /// Bins of a histogram.
    static let bins = 20

    /// Equal bins from the lowest to the highest value; the highest belongs to the last bin.
    private mutating func addHistogram(_ name: String, of values: [Double]) {
        guard let low = values.min(), let high = values.max(), high > low else { return }
        var counts = [Int](repeating: 0, count: Self.bins)
        for value in values {
            counts[min(Int((value - low) / (high - low) * Double(Self.bins)), Self.bins - 1)] += 1
        }
        set("histogram.\(name).low", low)
        set("histogram.\(name).high", high)
        for (index, count) in counts.enumerated() { set("histogram.\(name).\(index)", count) }
    }

    private mutating func addLuck(_ evaluation: Evaluation) {
        let draws = evaluation.draws
        guard !draws.isEmpty, !evaluation.fused.trades.isEmpty else { return }
        let count = Double(draws.count)
        let edges = DailyReturns(draws.map(\.edge))
        let profits = draws.map(\.profit).sorted()
        let own = evaluation.fused.trades.reduce(0) { $0 + $1.profit.value }
        set("random.draws", draws.count)
        set("random.mean_edge", edges.mean)
        set("random.standard_error", edges.deviation / count.squareRoot())
        set("random.costs", draws[0].costs)
        set("random.mean_profit", profits.reduce(0, +) / count)
        for percent in [5, 50, 95] { set("random.p\(percent)", profits[(profits.count - 1) * percent / 100]) }
        set("random.own_profit", own)
        set("random.share_below", Double(profits.count { $0 < own }) / count)
        addHistogram("random", of: profits)
    }
}
