package import MarketData
package import MarketDataFeeds
package import TradingDomain

/// Why stored candles give no snapshots.
package enum CandleFeedError: Error, Hashable, Sendable, CustomStringConvertible {
    case file(CandleFileError)
    /// Each row is a candle, but together they make no log.
    case log(MarketLogError)
    /// The symbols and the interval make no log.
    case value(ValueError)

    package var description: String {
        switch self {
        case .file(let error): error.description
        case .log(let error): error.description
        case .value(let error): error.description
        }
    }
}
