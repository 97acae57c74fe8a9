/// Average true range: how far a candle reaches on average, smoothed as Wilder does.
///
/// - Formula: `TR = max(high − low, |high − previous close|, |low − previous close|)`; the first average is the mean of
///   the first `period` true ranges (the first candle has none), then
///   `ATR = TR / period + ATR · (period − 1) / period` (one fused multiply-add, on every machine).
/// - Unit: that of the prices.
/// - Warm-up: first valid index `period`.
/// - Source: TA-Lib 0.8 `ATR` (J. Welles Wilder, 1978); equal to the bit, no running sum. Period 1 is `TRANGE`.
package struct ATR: Sendable, Equatable {
    /// The periods that `init` accepts.
    package static let periods = 1...PeriodRange.longest

    package let period: Int
    /// What remains of the average at each candle.
    private let decay: Double
    /// What each candle's own range weighs.
    private let weight: Double
    /// Number of true ranges seen, until warm; −1 before the first candle.
    private var count = -1
    private var previousClose = 0.0
    /// The sum of true ranges until warm, their average from then on.
    private var average = 0.0

    /// - Parameter period: number of true ranges, in `periods`; traps otherwise.
    package init(period: Int) {
        PeriodRange.check(period, in: Self.periods, for: "the period of ATR")
        self.period = period
        decay = Double(period - 1) / Double(period)
        weight = 1 - decay
    }

    /// The latest average; nil until warm.
    package var value: Double? { count == period ? average : nil }

    /// Takes the next closed candle; all three are finite, in one unit.
    ///
    /// - Parameters:
    ///   - high: its highest price.
    ///   - low: its lowest price.
    ///   - close: its last price.
    /// - Returns: the average including it; nil until warm.
    @discardableResult
    package mutating func update(high: Double, low: Double, close: Double) -> Double? {
        let range = TrueRange.of(high: high, low: low, previousClose: previousClose)
        previousClose = close
        if count == period {
            average = (weight * range).addingProduct(average, decay)
            return average
        }
        count += 1
        guard count > 0 else { return nil }
        average += range
        guard count == period else { return nil }
        average /= Double(period)
        return average
    }
}
