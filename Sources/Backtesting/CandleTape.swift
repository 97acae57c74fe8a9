package import MarketDataFeeds
package import TradingDomain

/// Candles in memory: read and checked to the last before the first is traded on, and their number is known.
package struct CandleTape: CandleSource, Sendable {
    package let candles: [Candle]
    private var position = 0

    package init(_ candles: [Candle]) { self.candles = candles }

    /// Reads a source to its end.
    ///
    /// - Parameters:
    ///   - source: of which no candle was taken yet.
    ///   - count: about how many there are, so that they are not moved as the tape grows; 0 when it is not known.
    /// - Throws: the source's error.
    package init<Source: CandleSource>(reading source: inout Source, about count: Int = 0) throws(Source.Failure) {
        var candles: [Candle] = []
        candles.reserveCapacity(count)
        while let candle = try source.next() { candles.append(candle) }
        self.candles = candles
    }

    package mutating func next() throws(Never) -> Candle? {
        guard position < candles.count else { return nil }
        defer { position += 1 }
        return candles[position]
    }
}
