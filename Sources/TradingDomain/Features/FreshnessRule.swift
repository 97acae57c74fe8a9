/// Says whether a symbol's entry candles can be decided on as of a tick.
///
/// Stale: a candle of the entry timeframe or more is missing at its end. Halted: the venue still sends candles, but
/// nothing is traded. Stale comes first, because a halt that ends in silence is silence.
public struct FreshnessRule: Hashable, Sendable {
    /// Flat candles without volume for so long are a halt: five of 3 m, three of 5 m.
    ///
    /// The shortest halt on record, Binance futures on 2025-08-29, had three of 5 m; the one of Binance spot on
    /// 2023-03-24 had 24 of 3 m and then silence. A thin market's flat candles come one at a time.
    public static let haltedAfter_ms: Int64 = 900_000

    public let entryTimeframe: Timeframe

    public init(entryTimeframe: Timeframe) { self.entryTimeframe = entryTimeframe }

    /// How many flat candles without volume in a row are a halt; at least 1.
    public var haltedAfter_candles: Int { max(1, Int(Self.haltedAfter_ms / entryTimeframe.milliseconds)) }

    /// - Parameters:
    ///   - tick: the time of the decision.
    ///   - lastClose: when the last candle closed; at or before the tick.
    ///   - flatCandles: how many of the last candles in a row are flat and without volume.
    /// - Returns: fresh, stale or halted; warming up is for the one who knows the features.
    public func freshness(at tick: Timestamp, lastClose: Timestamp, flatCandles: Int) -> Freshness {
        let age_ms = tick.milliseconds(since: lastClose)
        if age_ms >= entryTimeframe.milliseconds { return .stale(age_ms: age_ms) }
        if flatCandles >= haltedAfter_candles { return .halted(flatCandles: flatCandles) }
        return .fresh
    }
}
