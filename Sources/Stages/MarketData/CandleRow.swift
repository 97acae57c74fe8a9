package import TradingDomain

/// The numbers of a candle as a feed or a file gave them; nothing about them has been checked.
///
/// Unit: milliseconds since the Unix epoch for the time, 1e-8 for the rest.
package struct CandleRow: Hashable, Sendable {
    package var openTime_ms: Int64
    package var open: Int64
    package var high: Int64
    package var low: Int64
    package var close: Int64
    package var volume: Int64

    package init(openTime_ms: Int64, open: Int64, high: Int64, low: Int64, close: Int64, volume: Int64) {
        self.openTime_ms = openTime_ms
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
    }

    /// - Parameters:
    ///   - symbol: whose candle it is.
    ///   - timeframe: its length.
    /// - Returns: the checked candle.
    /// - Throws: ``ValueError`` when the numbers are not those of a candle.
    package func candle(symbol: Symbol, timeframe: Timeframe) throws(ValueError) -> Candle {
        try Candle(
            symbol: symbol,
            timeframe: timeframe,
            openTime: Timestamp(milliseconds: openTime_ms),
            open: Price(units: open),
            high: Price(units: high),
            low: Price(units: low),
            close: Price(units: close),
            volume: Quantity(units: volume)
        )
    }
}
