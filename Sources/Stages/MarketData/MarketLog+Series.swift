import TradingDomain

extension MarketLog {
    /// What the log knows of one symbol.
    struct Series: Sendable {
        private(set) var last: Candle?
        /// Up to here candles have come or their absence is in the log.
        private var accountedTo: Timestamp?
        private var trend: CandleAggregator

        init(symbol: Symbol, entryTimeframe: Timeframe) throws(ValueError) {
            trend = try CandleAggregator(symbol: symbol, from: entryTimeframe, to: .fourHours)
        }

        /// - Returns: where the gap before this candle begins, if there is one.
        mutating func add(_ candle: Candle) throws(MarketLogError) -> Timestamp? {
            try trend.append(candle)
            let expected = accountedTo
            last = candle
            accountedTo = candle.closeTime
            guard let expected, expected < candle.openTime else { return nil }
            return expected
        }

        /// - Returns: the 4 h candle that closes at or before `time`, and where the gap at its end begins.
        mutating func takeTrendCandle(
            closedBy time: Timestamp
        ) throws(MarketLogError) -> (BuiltCandle, gapStart: Timestamp?)? {
            let built: BuiltCandle?
            do { built = try trend.take(closedBy: time) } catch { throw .invalidCandle(error) }
            guard let built else { return nil }
            guard let expected = accountedTo, expected < time else { return (built, nil) }
            accountedTo = time
            return (built, expected)
        }
    }
}
