package import TradingDomain

/// The candles of several symbols, merged in the order of close time, then symbol.
package struct MergedCandles: CandleSource {
    private var sources: [CandleFile]
    private var heads: [Candle?]

    /// - Parameter sources: one for each symbol, of one timeframe.
    /// - Throws: ``CandleFileError`` for the first row that cannot be used.
    package init(_ sources: [CandleFile]) throws(CandleFileError) {
        self.sources = sources.sorted { $0.symbol < $1.symbol }
        heads = []
        for source in self.sources { heads.append(try source.next()) }
    }

    /// What was found so far, over all symbols; complete when ``next()`` has returned `nil`.
    package var report: CandleReport {
        var sum = CandleReport()
        for source in sources { sum.add(source.report) }
        return sum
    }

    /// The rows of the files that are open, as far as their number is known.
    package var rowsAtHand: Int { sources.reduce(0) { $0 + $1.rowsAtHand } }

    /// - Throws: ``CandleFileError`` for the first row that cannot be used.
    package mutating func next() throws(CandleFileError) -> Candle? {
        var earliest = -1
        var earliest_ms = Int64.max
        for index in heads.indices {
            guard let time_ms = heads[index]?.openTime.milliseconds, time_ms < earliest_ms else { continue }
            (earliest, earliest_ms) = (index, time_ms)
        }
        guard earliest >= 0 else { return nil }
        let candle = heads[earliest]
        heads[earliest] = try sources[earliest].next()
        return candle
    }
}
