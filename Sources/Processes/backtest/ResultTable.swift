internal import Backtesting
internal import Foundation
internal import PaperTrading
internal import Performance
internal import Runtime
internal import TradingDomain

/// What came of a backtest, for a person.
struct ResultTable {
    private let result: BacktestResult
    private let label: String
    private let wallSeconds: Double

    private let models: String
    private let warnings: [String]

    init(_ result: BacktestResult, label: String, models: String, warnings: [String], wallSeconds: Double) {
        self.result = result
        self.label = label
        self.models = models
        self.warnings = warnings
        self.wallSeconds = wallSeconds
    }

    var text: String {
        (rows + warnings.map { ("warning", $0) }).map { name, value in
            name.padding(toLength: 16, withPad: " ", startingAt: 0) + value
        }
        .joined(separator: "\n")
    }

    private var rows: [(String, String)] {
        let performance = result.performance
        let rate = String(format: "%.2f s, %.0f candles/s", wallSeconds, Double(result.candles) / wallSeconds)
        return [
            ("market", label),
            ("models", models),
            ("from", result.firstEvent?.description ?? "no event"),
            ("to", result.lastEvent?.description ?? "no event"),
            ("candles", "\(result.candles), \(result.gaps) gaps, \(result.duplicates) duplicates dropped"),
            ("cycles", "\(result.counts.cycles)"),
            ("decisions", "\(result.counts.decisions)"),
            ("orders", "\(result.broker.ordersAccepted), \(result.broker.ordersExpired) expired"),
            ("fills", "\(result.broker.fills)"),
            ("trades", "\(performance.trades)"),
            ("initial equity", "\(result.initialEquity)"),
            ("final equity", "\(result.finalEquity)"),
            ("total return", percent(performance.totalReturn)),
            ("max drawdown", performance.maximumDrawdown.map { percent($0.fraction) } ?? "none"),
            ("Sharpe", figure(performance.sharpe)),
            ("Sortino", figure(performance.sortino)),
            ("CAGR", figure(performance.cagr, isShare: true)),
            ("win rate", figure(performance.winRate, isShare: true)),
            ("profit factor", figure(performance.profitFactor)),
            ("exposure", figure(performance.exposureTime, isShare: true)),
            ("fees", "\(result.broker.fees)"),
            ("both touched", "\(result.broker.ambiguousCandles) candles, counted as the stop"),
            ("ledger hash", result.ledgerHash),
            ("time", rate),
        ]
    }

    private func percent(_ share: Double) -> String { String(format: "%.2f %%", share * 100) }

    private func figure(_ metric: Metric, isShare: Bool = false) -> String {
        guard let value = metric.value else { return "\(metric)" }
        return isShare ? percent(value) : String(format: "%.2f", value)
    }
}

extension RunReport {
    /// The result in the shape that a replay prints too.
    init(_ result: BacktestResult, wallSeconds: Double) {
        self.init(
            ledgerHash: result.ledgerHash,
            cycles: result.counts.cycles,
            decisions: result.counts.decisions,
            orders: result.broker.ordersAccepted,
            fills: result.broker.fills,
            equity: (initial: result.initialEquity, final: result.finalEquity),
            events: (first: result.firstEvent, last: result.lastEvent),
            wallSeconds: wallSeconds,
            gaps: result.gaps
        )
        candles = result.candles
        otherAccounts = result.otherAccounts
        candlesPerSecond = (Double(result.candles) / wallSeconds).rounded()
    }
}
