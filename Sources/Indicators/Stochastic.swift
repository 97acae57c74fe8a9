/// Slow stochastic: where the close lies between the lowest low and the highest high, smoothed twice.
///
/// - Formula: `fastK = 100 · (close − lowest) / (highest − lowest)` over `fastK` candles, 0 without a range (under 1e-14 of
///   the prices), as in TA-Lib; `slowK = SMA(fastK, slowK)`, `slowD = SMA(slowK, slowD)`.
/// - Unit: 0 to 100.
/// - Warm-up: first valid index `fastK + slowK + slowD − 3` for all three (8 for 5, 3, 3).
/// - Source: TA-Lib 0.8 `STOCH` with simple averages, `fastK` as in `STOCHF` (George Lane); the same running sums of values
///   from 0 to 100 in the same order, so equal to the bit when both start at the same candle.
package struct Stochastic: Sendable, Equatable {
    /// One reading, 0 to 100 each.
    package struct Output: Sendable, Equatable {
        package let fastK: Double
        package let slowK: Double
        package let slowD: Double
    }

    /// The periods that `init` accepts, for all three.
    package static let periods = 1...PeriodRange.longest
    /// TA-Lib's `TA_EPSILON`: a range below this share of the prices counts as none.
    private static let noRange = 1e-14

    /// The latest reading; nil until warm.
    package private(set) var value: Output?
    private let period: Int
    private var count = 0
    private var highs: RollingExtremum
    private var lows: RollingExtremum
    private var slowK: SMA
    private var slowD: SMA

    /// Traps on a period out of range.
    ///
    /// - Parameters:
    ///   - fastK: candles of the range, in `periods`.
    ///   - slowK: values of `fastK` in the first average, in `periods`.
    ///   - slowD: values of `slowK` in the second average, in `periods`.
    package init(fastK: Int = 5, slowK: Int = 3, slowD: Int = 3) {
        PeriodRange.check(fastK, in: Self.periods, for: "the fastK period of Stochastic")
        PeriodRange.check(slowK, in: Self.periods, for: "the slowK period of Stochastic")
        PeriodRange.check(slowD, in: Self.periods, for: "the slowD period of Stochastic")
        period = fastK
        highs = RollingExtremum(.highest, of: fastK)
        lows = RollingExtremum(.lowest, of: fastK)
        self.slowK = SMA(uncheckedPeriod: slowK)
        self.slowD = SMA(uncheckedPeriod: slowD)
    }

    /// Takes the next closed candle; all three are finite, in one unit.
    ///
    /// - Parameters:
    ///   - high: its highest price.
    ///   - low: its lowest price.
    ///   - close: its last price.
    /// - Returns: the reading including it; nil until warm.
    @discardableResult
    package mutating func update(high: Double, low: Double, close: Double) -> Output? {
        let highest = highs.update(high)
        let lowest = lows.update(low)
        if count < period { count += 1 }
        guard count == period else { return nil }
        let range = highest - lowest
        let isFlat = abs(range) < Self.noRange * (abs(highest) + abs(lowest))
        let fast = isFlat || range == 0 ? 0 : (close - lowest) / range * 100
        guard let slow = slowK.update(fast), let slower = slowD.update(slow) else { return nil }
        let reading = Output(fastK: fast, slowK: slow, slowD: slower)
        value = reading
        return reading
    }
}
