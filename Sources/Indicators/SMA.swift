/// Simple moving average: the mean of the last `period` values.
///
/// - Formula: `(v[i−period+1] + … + v[i]) / period`, as a running sum: add the newest, divide, subtract the oldest.
/// - Unit: that of the values.
/// - Warm-up: first valid index `period − 1`.
/// - Source: TA-Lib 0.8 `SMA`; the same sum in the same order, so equal to the bit when both start at the same value.
package struct SMA: Sendable, Equatable {
    /// The periods that `init` accepts.
    package static let periods = 2...PeriodRange.longest

    package let period: Int
    private var window: [Double]
    private var cursor = 0
    private var count = 0
    private var sum = 0.0
    private var average = 0.0

    /// - Parameter period: number of values, in `periods`; traps otherwise.
    package init(period: Int) {
        PeriodRange.check(period, in: Self.periods, for: "the period of SMA")
        self.init(uncheckedPeriod: period)
    }

    /// For compositions whose own check allows a period of 1.
    init(uncheckedPeriod period: Int) {
        self.period = period
        window = [Double](repeating: 0, count: period)
    }

    /// The latest average; nil until warm.
    package var value: Double? { count == period ? average : nil }

    /// Takes the next value, which must be finite.
    ///
    /// - Parameter value: the next of the series.
    /// - Returns: the average including it; nil until warm.
    @discardableResult
    package mutating func update(_ value: Double) -> Double? {
        sum += value
        window[cursor] = value
        cursor += 1
        if cursor == period { cursor = 0 }
        if count < period { count += 1 }
        guard count == period else { return nil }
        average = sum / Double(period)
        sum -= window[cursor]
        return average
    }
}
