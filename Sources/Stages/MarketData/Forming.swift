import TradingDomain

/// A long candle whose time is not over.
struct Forming: Hashable, Sendable {
    let openTime_ms: Int64
    let open: Price
    private(set) var high: Price
    private(set) var low: Price
    private(set) var close: Price
    private(set) var volume: Quantity
    private(set) var parts = 1
    /// It began before the first short candle that we know.
    let isCutOff: Bool

    init(_ candle: Candle, target: Timeframe, isCutOff mayBeCutOff: Bool) {
        openTime_ms = candle.openTime.floored(toMilliseconds: target.milliseconds).milliseconds
        open = candle.open
        high = candle.high
        low = candle.low
        close = candle.close
        volume = candle.volume
        isCutOff = mayBeCutOff && candle.openTime.milliseconds != openTime_ms
    }

    /// - Returns: `false`, and changes nothing, if the candle lies outside.
    mutating func add(_ candle: Candle, target: Timeframe) throws(MarketLogError) -> Bool {
        let offset_ms = candle.openTime.milliseconds - openTime_ms
        guard offset_ms >= 0, offset_ms < target.milliseconds else { return false }
        let (units, isTooBig) = volume.units.addingReportingOverflow(candle.volume.units)
        guard !isTooBig, let sum = try? Quantity(units: units) else {
            throw .volumeTooLarge(candle.symbol, at: candle.openTime)
        }
        volume = sum
        high = max(high, candle.high)
        low = min(low, candle.low)
        close = candle.close
        parts += 1
        return true
    }
}
