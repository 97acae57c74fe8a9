import MarketData
package import TradingDomain

/// An endless market made up from a seed: what the pipeline trades when it has neither a network nor files.
///
/// One factor moves all symbols, each with its own strength and its own noise; volatility clusters, trends and ranges
/// alternate, tails are fat, the market crashes now and then, and volume goes with volatility and the hour. A symbol's
/// candles depend on the seed, the symbol, the timeframe and the start only, not on which other symbols are asked for,
/// and have the same bits on every machine. Resume by making it again and skipping: it costs about 0.1 µs a candle.
package struct SyntheticMarket: CandleSource, Hashable, Sendable {
    /// The six symbols whose prices resemble those of their namesakes.
    package static let usualSymbols = ["BNBUSDT", "BTCUSDT", "DOGEUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT"]
        .compactMap { try? Symbol($0) }

    package let symbols: [Symbol]
    package let timeframe: Timeframe
    private var mood: SyntheticMood
    private var paths: [SyntheticPath]
    private var openTime: Timestamp
    private var nextIndex = 0

    /// - Parameters:
    ///   - seed: another seed is another market.
    ///   - symbols: at least one, each once, in any order.
    ///   - timeframe: length of the candles.
    ///   - start: open time of the first candle; a multiple of the timeframe.
    /// - Throws: ``ValueError/outOfRange(what:was:allowed:)`` for anything else.
    package init(
        seed: UInt64,
        symbols: [Symbol] = Self.usualSymbols,
        timeframe: Timeframe,
        start: Timestamp
    ) throws(ValueError) {
        let sorted = symbols.sorted()
        guard !sorted.isEmpty, zip(sorted, sorted.dropFirst()).allSatisfy({ $0 < $1 }) else {
            let names = symbols.map(\.description).joined(separator: ",")
            throw .outOfRange(what: "symbols", was: "'\(names)'", allowed: "at least one, each once")
        }
        guard start.milliseconds >= 0, start.milliseconds % timeframe.milliseconds == 0 else {
            throw .outOfRange(what: "start", was: "\(start)", allowed: "a multiple of \(timeframe)")
        }
        self.symbols = sorted
        self.timeframe = timeframe
        openTime = start
        mood = SyntheticMood(seed: seed, candle_ms: timeframe.milliseconds)
        let usual = mood.usual
        paths = sorted.map { SyntheticPath($0, seed: seed, timeframe: timeframe, usual: usual) }
    }

    /// Never `nil`.
    ///
    /// - Throws: ``ValueError``, a bug: a drawn candle was not valid.
    package mutating func next() throws(ValueError) -> Candle? {
        if nextIndex == 0 {
            let step = mood.step()
            for index in paths.indices { paths[index].advance(step, at: openTime) }
        }
        let candle = try paths[nextIndex].row.candle(symbol: symbols[nextIndex], timeframe: timeframe)
        nextIndex += 1
        if nextIndex == symbols.count {
            nextIndex = 0
            openTime = openTime.advanced(byMilliseconds: timeframe.milliseconds)
        }
        return candle
    }

    /// Draws and drops the candles that open before `time`; the next one is the first that does not.
    package mutating func skip(to time: Timestamp) {
        if nextIndex > 0 {
            nextIndex = 0
            openTime = openTime.advanced(byMilliseconds: timeframe.milliseconds)
        }
        while openTime < time {
            let step = mood.step()
            for index in paths.indices { paths[index].advance(step, at: openTime) }
            openTime = openTime.advanced(byMilliseconds: timeframe.milliseconds)
        }
    }
}
