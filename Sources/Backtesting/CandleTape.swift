package import MarketDataFeeds
package import TradingDomain

/// Candles in memory: read and checked to the last before the first is traded on, and their number is known.
package struct CandleTape: CandleSource, Sendable {
    package let candles: [Candle]
    private var position = 0

    package init(_ candles: [Candle]) { self.candles = candles }

    /// Reads a source to its end.
    package init<Source: CandleSource>(reading source: inout Source) throws(Source.Failure) {
        var candles: [Candle] = []
        while let candle = try source.next() { candles.append(candle) }
        self.candles = candles
    }

    package mutating func next() throws(Never) -> Candle? {
        guard position < candles.count else { return nil }
        defer { position += 1 }
        return candles[position]
    }
}
