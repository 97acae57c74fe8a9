/// Bollinger bands: the simple average, and so many population standard deviations above and below it.
///
/// - Formula: `middle = SMA(period)`, `upper, lower = middle ± deviations · σ`, `σ` as in `RollingStandardDeviation`.
/// - Unit: that of the values.
/// - Warm-up: first valid index `period − 1`.
/// - Source: TA-Lib 0.8 `BBANDS` with a simple average (John Bollinger, 1983); the same running sums in the same order, so
///   equal to the bit when both start at the same value.
package struct Bollinger: Sendable, Equatable {
    /// One reading, in the unit of the values.
    package struct Output: Sendable, Equatable {
        package let upper: Double
        package let middle: Double
        package let lower: Double
    }

    /// The periods that `init` accepts.
    package static let periods = RollingStandardDeviation.periods

    private var spread: RollingStandardDeviation
    private let deviations: Double

    /// Traps on a period out of range.
    ///
    /// - Parameters:
    ///   - period: number of values, in `periods`.
    ///   - deviations: half the width of the bands, in standard deviations; positive.
    package init(period: Int = 20, deviations: Double = 2) {
        precondition(deviations > 0, "the width of Bollinger was \(deviations); it must be positive. Correct the call.")
        spread = RollingStandardDeviation(period: period)
        self.deviations = deviations
    }

    /// The latest bands; nil until warm.
    package var value: Output? {
        guard let middle = spread.mean, let deviation = spread.value else { return nil }
        return bands(around: middle, deviation: deviation)
    }

    /// Takes the next value, which must be finite.
    ///
    /// - Parameter value: the next of the series.
    /// - Returns: the bands including it; nil until warm.
    @discardableResult
    package mutating func update(_ value: Double) -> Output? {
        guard let deviation = spread.update(value), let middle = spread.mean else { return nil }
        return bands(around: middle, deviation: deviation)
    }

    private func bands(around middle: Double, deviation: Double) -> Output {
        let reach = deviation * deviations
        return Output(upper: middle + reach, middle: middle, lower: middle - reach)
    }
}
