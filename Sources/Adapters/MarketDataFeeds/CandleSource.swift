package import TradingDomain

/// Closed candles of one timeframe in the order of close time, then symbol.
package protocol CandleSource<Failure> {
    associatedtype Failure: Error

    /// - Returns: the next candle; `nil` when there is no more.
    mutating func next() throws(Failure) -> Candle?
}
