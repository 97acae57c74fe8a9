/// Whether a symbol's candles can be decided on as of a tick.
public enum Freshness: Hashable, Sendable {
    case fresh
    /// Not enough candles yet for every feature that the models are shown.
    case warmingUp
    /// The last candle closed this long ago, and a newer one should be there.
    case stale(age_ms: Int64)
    /// The last candles are flat and without volume: the venue has halted.
    case halted(flatCandles: Int)

    public var isFresh: Bool { self == .fresh }
}
