/// One closed candle of one instrument.
///
/// It covers `openTime ..< closeTime` and is usable at ``closeTime``, not before. Prices are in the quote currency,
/// the volume in the base asset; a candle without a trade has volume zero and four equal prices.
public struct Candle: Hashable, Sendable {
    public let symbol: Symbol
    public let timeframe: Timeframe
    /// A multiple of the timeframe since the Unix epoch.
    public let openTime: Timestamp
    public let open: Price
    public let high: Price
    public let low: Price
    public let close: Price
    public let volume: Quantity

    /// - Throws: ``ValueError`` when the open time is off the timeframe's grid, or when the high is not the highest
    ///   or the low not the lowest of the four prices.
    public init(
        symbol: Symbol,
        timeframe: Timeframe,
        openTime: Timestamp,
        open: Price,
        high: Price,
        low: Price,
        close: Price,
        volume: Quantity
    ) throws(ValueError) {
        guard openTime.milliseconds % timeframe.milliseconds == 0 else {
            throw .outOfRange(what: "open time", was: "\(openTime)", allowed: "a multiple of \(timeframe)")
        }
        guard high >= open, high >= close, high >= low, low <= open, low <= close else {
            throw .inconsistent(
                what: "open \(open) high \(high) low \(low) close \(close): high or low is not the extreme"
            )
        }
        self.symbol = symbol
        self.timeframe = timeframe
        self.openTime = openTime
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
    }

    /// The first moment at which the candle may be used.
    public var closeTime: Timestamp { openTime.advanced(byMilliseconds: timeframe.milliseconds) }

    /// No trade happened: volume zero and one price. A run of these is how an exchange halt looks.
    public var isFlat: Bool { volume.isZero && high == low }
}
