package import TradingDomain

/// Candles that are not in a file although later ones are. Nothing is filled in for them.
package struct CandleGap: Hashable, Sendable, CustomStringConvertible {
    package let symbol: Symbol
    package let timeframe: Timeframe
    /// Open time of the first missing candle.
    package let from: Timestamp
    /// Open time of the first candle after the gap.
    package let to: Timestamp

    /// - Parameters:
    ///   - symbol: whose candles are missing.
    ///   - timeframe: their length.
    ///   - from: open time of the first missing candle.
    ///   - to: open time of the first candle after the gap.
    package init(symbol: Symbol, timeframe: Timeframe, from: Timestamp, to: Timestamp) {
        self.symbol = symbol
        self.timeframe = timeframe
        self.from = from
        self.to = to
    }

    /// How many candles are missing; at least 1.
    package var count: Int { Int(to.milliseconds(since: from) / timeframe.milliseconds) }

    package var description: String { "\(symbol) \(timeframe): \(count) candles missing from \(from) to \(to)" }
}
