/// How unusual the newest value is against the `period` values before it; meant for volume.
///
/// - Formula: `z = (v − mean) / σ`, `ratio = v / mean`, with mean and population standard deviation `σ` of the `period`
///   values *before* `v`. Were `v` in its own window, `z` could never exceed `√(period − 1)`, and a burst would hide
///   itself.
/// - Unit: standard deviations; the ratio is a plain factor.
/// - Warm-up: first valid index `period`. Afterwards `z` is nil while those values are all equal, the ratio while
///   their mean is not positive: undefined is not zero.
/// - Source: the textbook z-score (TA-Lib has none); sums about an anchor, relative error under 1e-9.
package struct VolumeZScore: Sendable {
    /// The periods that `init` accepts.
    package static let periods = 2...PeriodRange.longest

    /// The latest value, the mean of those before it, and their squared distances from it; nil until warm.
    private var latest: (value: Double, mean: Double, scatter: Double)?
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

    /// The latest z-score, in standard deviations; nil until warm, or while the values before it are all equal.
    package var value: Double? {
        guard let latest else { return nil }
        let deviation = (latest.scatter / Double(period)).squareRoot()
        return deviation > 0 ? (latest.value - latest.mean) / deviation : nil
    }

    /// Takes the next value, which must be finite.
    ///
    /// - Parameter value: the next of the series.
    /// - Returns: its z-score; nil until warm, or while the values before it are all equal.
    @discardableResult
    package mutating func update(_ value: Double) -> Double? {
        append(value)
        return self.value
    }

    /// As ``update(_:)``, for who reads ``ratio`` alone: a square root is the dearest part of a score.
    package mutating func append(_ value: Double) {
        if before.isFull {
            let mean = before.mean
            latest = (value, mean, before.scatter)
            ratio = mean > 0 ? value / mean : nil
        }
        before.append(value)
    }
}

extension VolumeZScore: Equatable {
    /// Equal when they say the same and have seen the same.
    package static func == (left: VolumeZScore, right: VolumeZScore) -> Bool {
        left.value == right.value && left.ratio == right.ratio && left.period == right.period
            && left.before == right.before
    }
}
