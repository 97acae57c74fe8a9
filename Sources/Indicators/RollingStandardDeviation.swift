/// Mean and population standard deviation of the last `period` values.
///
/// - Formula: `sqrt(Σ(v − a)² / period − (Σ(v − a) / period)²)` over the window, as running sums about an anchor `a`: the
///   first value, and later the mean of the window whenever the sums could have lost digits, at the latest after 32
///   windows. The mean is a running sum of its own, as in `SMA`.
/// - Unit: that of the values.
/// - Warm-up: first valid index `period − 1`.
/// - Source: TA-Lib 0.8 `STDDEV`, `SMA`; the same sums in the same order, moved to a new anchor on the same rows, so
///   equal to the bit when both start at the same value. A new anchor costs one pass over the window: O(1) amortised,
///   but O(period) at each step of a window that is flat up to rounding.
package struct RollingStandardDeviation: Sendable, Equatable {
    /// The periods that `init` accepts.
    package static let periods = 2...PeriodRange.longest

    package let period: Int
    private let divisor: Double
    private let inverse: Double
    private var window: [Double]
    private var cursor = 0
    private var count = 0
    private var total = 0.0
    private var anchor = 0.0
    /// The sum of distances from the anchor.
    private var sum = 0.0
    /// The sum of squared distances from the anchor.
    private var squares = 0.0
    /// Values until the anchor is moved in any case.
    private var patience: Int
    private var latestMean = 0.0
    private var latestDeviation = 0.0

    /// - Parameter period: number of values, in `periods`; traps otherwise.
    package init(period: Int) {
        PeriodRange.check(period, in: Self.periods, for: "the period of RollingStandardDeviation")
        self.period = period
        divisor = Double(period)
        inverse = 1 / divisor
        window = [Double](repeating: 0, count: period)
        patience = Anchor.longestStay * period
    }

    /// The latest deviation; nil until warm.
    package var value: Double? { count == period ? latestDeviation : nil }

    /// The mean of the same window; nil until warm.
    package var mean: Double? { count == period ? latestMean : nil }

    /// Takes the next value, which must be finite.
    ///
    /// - Parameter value: the next of the series.
    /// - Returns: the deviation of the window that ends with it; nil until warm.
    @discardableResult
    package mutating func update(_ value: Double) -> Double? {
        if count == 0 { anchor = value }
        total += value
        let step = value - anchor
        sum += step
        squares += step * step
        window[cursor] = value
        cursor += 1
        if cursor == period { cursor = 0 }
        if count < period { count += 1 }
        guard count == period else { return nil }
        latestMean = total / divisor
        var variance = self.variance
        total -= window[cursor]
        let leaving = removeOldest()
        patience -= 1
        if variance < Anchor.leastShare * (squares * inverse) || leaving > Anchor.largestOutlier * squares
            || patience <= 0
        {
            variance = moveAnchor()
            removeOldest()
        }
        latestDeviation = variance.squareRoot()
        return latestDeviation
    }

    private var variance: Double {
        let shift = sum * inverse
        return squares * inverse - shift * shift
    }

    /// Takes the oldest value out of the sums; gives its squared distance from the anchor.
    @discardableResult
    private mutating func removeOldest() -> Double {
        let step = window[cursor] - anchor
        sum -= step
        squares -= step * step
        return step * step
    }

    /// Sums the whole window anew about its mean; gives its variance, 0 when that is under the rounding error.
    private mutating func moveAnchor() -> Double {
        patience = Anchor.longestStay * period
        anchor = 0
        for value in window[cursor...] { anchor += value }
        for value in window[..<cursor] { anchor += value }
        anchor *= inverse
        sum = 0
        squares = 0
        for value in window[cursor...] { add(value - anchor) }
        for value in window[..<cursor] { add(value - anchor) }
        let variance = self.variance
        return variance < Anchor.noise * (squares * inverse) ? 0 : variance
    }

    private mutating func add(_ step: Double) {
        sum += step
        squares += step * step
    }
}
