/// Exponential moving average, seeded with the simple average of the first `period` values.
///
/// - Formula: `ema += (value − ema) · 2 / (period + 1)`; the first is `(v0 + … + v[period−1]) / period`. The product is
///   not rounded before it is added (a fused multiply-add, on every machine).
/// - Unit: that of the values.
/// - Warm-up: first valid index `period − 1`.
/// - Source: TA-Lib 0.8 `EMA`; equal to the bit, no running sum.
package struct EMA: Sendable, Equatable {
    /// The periods that `init` accepts.
    package static let periods = 2...PeriodRange.longest

    package let period: Int
    private let multiplier: Double
    private var count = 0
    /// The sum of the values until warm, the average from then on.
    private var average = 0.0

    /// - Parameter period: number of values, in `periods`; traps otherwise.
    package init(period: Int) {
        PeriodRange.check(period, in: Self.periods, for: "the period of EMA")
        self.init(uncheckedPeriod: period)
    }

    /// For compositions whose own check allows a period of 1.
    init(uncheckedPeriod period: Int) {
        self.period = period
        multiplier = 2.0 / Double(period + 1)
    }

    /// The latest average; nil until warm.
    package var value: Double? { count == period ? average : nil }

    /// Takes the next value, which must be finite.
    ///
    /// - Parameter value: the next of the series.
    /// - Returns: the average including it; nil until warm.
    @discardableResult
    package mutating func update(_ value: Double) -> Double? {
        if count == period {
            average = average.addingProduct(value - average, multiplier)
            return average
        }
        count += 1
        average += value
        guard count == period else { return nil }
        average /= Double(period)
        return average
    }
}
