internal import Performance

/// One point of a sweep and what came of it; a line of the sweep's file.
package struct SweepPoint: Codable, Hashable, Sendable {
    /// Such as `fusion.entry_threshold=55`, in the order of the grid.
    package let settings: [String]
    package let ledgerHash: String
    package let totalReturn: Double
    package let maximumDrawdown: Double
    /// Annualised; `nil` for too few days or returns that do not vary.
    package let sharpe: Double?
    package let trades: Int
    /// Of UTC days.
    package let dailyReturns: [Double]

    enum CodingKeys: String, CodingKey {
        case settings, sharpe, trades
        case ledgerHash = "ledger_hash"
        case totalReturn = "total_return"
        case maximumDrawdown = "max_drawdown"
        case dailyReturns = "daily_returns"
    }

    /// - Parameters:
    ///   - settings: as `key=value`.
    ///   - result: of the run with them.
    package init(settings: [String], result: BacktestResult) {
        self.settings = settings
        ledgerHash = result.ledgerHash
        totalReturn = result.performance.totalReturn
        maximumDrawdown = result.performance.maximumDrawdown?.fraction ?? 0
        sharpe = result.performance.sharpe.value
        trades = result.performance.trades
        dailyReturns = result.dailyReturns
    }

    /// The value of a key, such as `55`.
    package func value(of key: String) -> String? {
        settings.first { $0.hasPrefix("\(key)=") }.map { String($0.dropFirst(key.utf8.count + 1)) }
    }
}
