package import TradingDomain

/// Says whether a symbol's entry candles can be decided on as of a tick.
///
/// Stale: a candle of the entry timeframe or more is missing at its end. Halted: the venue still sends candles, but
/// nothing is traded. Stale comes first, because a halt that ends in silence is silence.
package struct FreshnessRule: Hashable, Sendable {
    /// So many flat candles without volume in a row are a halt. On 3 m candles a quarter of an hour; the halts of
    /// Binance spot on 2023-03-24 (24 such candles) is one, while a thin market's single flat candles are not.
    package static let haltedAfter_candles = 5

    package let entryTimeframe: Timeframe

    package init(entryTimeframe: Timeframe) { self.entryTimeframe = entryTimeframe }

    /// - Parameters:
    ///   - tick: the time of the decision.
    ///   - lastClose: when the last candle closed; at or before the tick.
    ///   - flatCandles: how many of the last candles in a row are flat and without volume.
    /// - Returns: fresh, stale or halted; warming up is for the one who knows the features.
    package func freshness(at tick: Timestamp, lastClose: Timestamp, flatCandles: Int) -> Freshness {
        let age_ms = tick.milliseconds(since: lastClose)
        if age_ms >= entryTimeframe.milliseconds { return .stale(age_ms: age_ms) }
        if flatCandles >= Self.haltedAfter_candles { return .halted(flatCandles: flatCandles) }
        return .fresh
    }
}
