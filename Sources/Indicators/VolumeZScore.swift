/// How unusual the newest value is against the `period` values before it; meant for volume.
///
/// - Formula: `z = (v − mean) / σ`, `ratio = v / mean`, with mean and population standard deviation `σ` of the `period`
///   values *before* `v`. Were `v` in its own window, `z` could never exceed `√(period − 1)`, and a burst would hide
///   itself.
/// - Unit: standard deviations; the ratio is a plain factor.
/// - Warm-up: first valid index `period`. Afterwards `z` is nil while those values are all equal, the ratio while
///   their mean is not positive: undefined is not zero.
/// - Source: the textbook z-score (TA-Lib has none); sums about an anchor, relative error under 1e-9.
package struct VolumeZScore: Sendable, Equatable {
    /// The periods that `init` accepts.
    package static let periods = 2...PeriodRange.longest

    /// The latest z-score, in standard deviations; nil until warm, or while the values before it are all equal.
    package private(set) var value: Double?
    /// The latest value over the mean of those before it; nil until warm, or while that mean is not positive.
    package private(set) var ratio: Double?
    package let period: Int
    private var before: RollingMoments

    /// - Parameter period: number of values to compare with, in `periods`; traps otherwise.
    package init(period: Int) {
        PeriodRange.check(period, in: Self.periods, for: "the period of VolumeZScore")
        self.period = period
        before = RollingMoments(capacity: period)
    }

    /// Takes the next value, which must be finite.
    ///
    /// - Parameter value: the next of the series.
    /// - Returns: its z-score; nil until warm, or while the values before it are all equal.
    @discardableResult
    package mutating func update(_ value: Double) -> Double? {
        if before.isFull {
            let mean = before.mean
            let deviation = (before.scatter / Double(period)).squareRoot()
            self.value = deviation > 0 ? (value - mean) / deviation : nil
            ratio = mean > 0 ? value / mean : nil
        }
        before.append(value)
        return self.value
    }
}
