/// The place of an event in the market log; the first event has position 1, and zero is "before the first".
public typealias LogPosition = UInt64

/// One entry of the numbered market log: the only source of market facts and of time.
public struct MarketEvent: Hashable, Sendable {
    public let position: LogPosition
    /// Event time; never decreases along the log.
    public let time: Timestamp
    public let kind: Kind

    public enum Kind: Hashable, Sendable {
        /// A candle closed; ``MarketEvent/time`` is its close time.
        case candleClosed(Candle)
        /// Candles that should have closed in `from ..< to` never came; nothing is filled in for them.
        case gapFound(Symbol, Timeframe, from: Timestamp, to: Timestamp)
        /// Funding was settled; ``MarketEvent/time`` is the venue's stamp, which is some milliseconds late.
        case fundingSettled(Symbol, FundingRate)
        /// A decision cycle is due. Every market fact up to this time lies before it in the log.
        case tick
    }

    public init(position: LogPosition, time: Timestamp, kind: Kind) {
        self.position = position
        self.time = time
        self.kind = kind
    }
}
