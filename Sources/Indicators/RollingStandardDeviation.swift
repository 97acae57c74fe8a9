/// Mean and population standard deviation of the last `period` values.
///
/// - Formula: `sqrt(Σv² / period − (Σv / period)²)` over the window, both as running sums: add the newest, divide,
///   subtract the oldest. A variance under 1e-14 is 0, as in TA-Lib: values of 1e-6 and smaller must be scaled up.
/// - Unit: that of the values.
/// - Warm-up: first valid index `period − 1`.
/// - Source: TA-Lib `STDDEV`; the same sums in the same order, so equal to the bit when both start at the same value.
///   The sums cancel: of 16 digits about `2 · log10(mean / deviation)` are lost. Where that matters and TA-Lib's value
///   is not asked for, see `RealisedVolatility` and `VolumeZScore`, which sum about an anchor.
package struct RollingStandardDeviation: Sendable, Equatable {
    /// The periods that `init` accepts.
    package static let periods = 2...PeriodRange.longest

    /// The latest deviation; nil until warm.
    package private(set) var value: Double?
    /// The mean of the same window; nil until warm.
    package private(set) var mean: Double?
    package let period: Int
    private var window: [Double]
    private var cursor = 0
    private var count = 0
    private var sum = 0.0
    private var squares = 0.0

    /// - Parameter period: number of values, in `periods`; traps otherwise.
    package init(period: Int) {
        PeriodRange.check(period, in: Self.periods, for: "the period of RollingStandardDeviation")
        self.period = period
        window = [Double](repeating: 0, count: period)
    }

    /// Takes the next value, which must be finite.
    ///
    /// - Parameter value: the next of the series.
    /// - Returns: the deviation of the window that ends with it; nil until warm.
    @discardableResult
    package mutating func update(_ value: Double) -> Double? {
        sum += value
        squares += value * value
        window[cursor] = value
        cursor += 1
        if cursor == period { cursor = 0 }
        if count < period { count += 1 }
        guard count == period else { return nil }
        let mean = sum / Double(period)
        let variance = squares / Double(period) - mean * mean
        let oldest = window[cursor]
        sum -= oldest
        squares -= oldest * oldest
        let deviation = Epsilon.isZeroOrNegative(variance) ? 0 : variance.squareRoot()
        self.mean = mean
        self.value = deviation
        return deviation
    }
}
