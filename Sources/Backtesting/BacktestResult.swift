package import PaperTrading
package import Performance
package import TradingDomain

/// What came of a backtest. Equal candles and settings give equal results.
package struct BacktestResult: Hashable, Sendable {
    /// Of the ledger's last entry: 64 hexadecimal digits.
    package let ledgerHash: String
    package let counts: Pipeline.Counts
    package let broker: BrokerCounters
    package let initialEquity: Money
    /// Cash and open profit at the last prices.
    package let finalEquity: Money
    /// Event times of the market log; `nil` without a candle.
    package let firstEvent: Timestamp?
    package let lastEvent: Timestamp?
    /// As they came from the source, duplicates too.
    package let candles: UInt64
    package let duplicates: UInt64
    /// Gaps that the market log tells.
    package let gaps: UInt64
    package let performance: PerformanceReport
    /// Of UTC days, as the report defines them.
    package let dailyReturns: [Double]
    /// Recorded answers that had been given when the account held something else; `nil` when none is recorded.
    package var otherAccounts: Int?
}
