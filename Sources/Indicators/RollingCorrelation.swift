/// Pearson's correlation of two series over their last `period` pairs.
///
/// - Formula: `Σ(x − x̄)(y − ȳ) / sqrt(Σ(x − x̄)² · Σ(y − ȳ)²)`, kept within −1 to 1.
/// - Unit: none, −1 to 1.
/// - Warm-up: first valid index `period − 1`. Afterwards nil while one series does not move: undefined is not zero.
/// - Source: TA-Lib `CORREL`, relative error under 1e-9 wherever TA-Lib's own sums keep that many digits, with one
///   difference on purpose. TA-Lib gives 0 where the product of the two sums of squares is under 1e-14, which is so for
///   the returns of 3-minute candles; this gives their correlation.
package struct RollingCorrelation: Sendable, Equatable {
    /// The periods that `init` accepts.
    package static let periods = 2...PeriodRange.longest

    /// The latest correlation, −1 to 1; nil until warm, or while one series does not move.
    package private(set) var value: Double?
    package let period: Int
    private var first: RollingMoments
    private var second: RollingMoments
    /// The sum of products of both distances from their anchors.
    private var products = 0.0

    /// - Parameter period: number of pairs, in `periods`; traps otherwise.
    package init(period: Int) {
        PeriodRange.check(period, in: Self.periods, for: "the period of RollingCorrelation")
        self.period = period
        first = RollingMoments(capacity: period)
        second = RollingMoments(capacity: period)
    }

    /// Takes the next pair; both are finite, such as two returns over the same time.
    ///
    /// - Parameters:
    ///   - x: the next of the one series.
    ///   - y: the next of the other.
    /// - Returns: the correlation of the pairs that end with it; nil until warm, or while one series does not move.
    @discardableResult
    package mutating func update(_ x: Double, _ y: Double) -> Double? {
        if first.isFull { products -= first.oldestStep * second.oldestStep }
        first.append(x)
        second.append(y)
        if first.isRebuilt {
            products = zip(first.steps, second.steps).reduce(into: 0) { $0 += $1.0 * $1.1 }
        } else {
            products += first.newestStep * second.newestStep
        }
        guard first.isFull else { return nil }
        value = correlation
        return value
    }

    private var correlation: Double? {
        let scatter = first.scatter.squareRoot() * second.scatter.squareRoot()
        guard scatter > 0 else { return nil }
        let shared = products - first.sum * second.sum / Double(period)
        return min(max(shared / scatter, -1), 1)
    }
}
