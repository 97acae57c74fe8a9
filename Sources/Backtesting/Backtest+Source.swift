package import MarketDataFeeds

extension Backtest {
    /// Candles between two looks at `mayGoOn`.
    package static let candlesBetweenLooks = 4_096

    /// Adds every candle of a source, and finishes.
    ///
    /// - Parameters:
    ///   - source: candles in the order of close time, then symbol.
    ///   - maximum: so many candles are taken at most; a made-up market has no end.
    ///   - mayGoOn: asked every ``candlesBetweenLooks`` candles with the number that was added; `false` stops there.
    /// - Returns: `false` when it was stopped.
    /// - Throws: ``BacktestError``.
    package mutating func run<Source: CandleSource>(
        _ source: inout Source,
        maximum: Int = .max,
        while mayGoOn: (_ candles: Int) -> Bool = { _ in true }
    ) throws(BacktestError) -> Bool {
        var added = 0
        while added < maximum {
            do {
                guard let candle = try source.next() else { break }
                try add(candle)
            } catch let error as BacktestError {
                throw error
            } catch {
                throw .candles("\(error)")
            }
            added += 1
            if added % Self.candlesBetweenLooks == 0, !mayGoOn(added) { return false }
        }
        try finish()
        return true
    }
}
