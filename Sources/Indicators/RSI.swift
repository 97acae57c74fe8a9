/// Relative strength index: the share of gains in all movement, smoothed as Wilder does.
///
/// - Formula: `100 · G / (G + L)`, where `G` and `L` are the averages of gains and of losses from value to value; the
///   first are means of `period` changes, then `G = (G · (period − 1) + gain) / period`, `L` likewise. A series that
///   has not moved at all gives 0, as TA-Lib does.
/// - Unit: 0 to 100.
/// - Warm-up: first valid index `period`.
/// - Source: TA-Lib 0.8 `RSI` (J. Welles Wilder, 1978); equal to the bit, no running sum.
package struct RSI: Sendable, Equatable {
    /// The periods that `init` accepts.
    package static let periods = 2...PeriodRange.longest

    package let period: Int
    private let inverse: Double
    private let others: Double
    /// Number of changes seen, until warm; −1 before the first value.
    private var changes = -1
    private var previous = 0.0
    /// The sum of gains until warm, their average from then on.
    private var gain = 0.0
    private var loss = 0.0

    /// - Parameter period: number of changes, in `periods`; traps otherwise.
    package init(period: Int) {
        PeriodRange.check(period, in: Self.periods, for: "the period of RSI")
        self.period = period
        inverse = 1 / Double(period)
        others = Double(period - 1)
    }

    /// The latest index, 0 to 100; nil until warm.
    package var value: Double? { changes == period ? index : nil }

    /// Takes the next value, which must be finite.
    ///
    /// - Parameter value: the next of the series.
    /// - Returns: the index including it, 0 to 100; nil until warm.
    @discardableResult
    package mutating func update(_ value: Double) -> Double? {
        let change = value - previous
        previous = value
        if changes == period {
            gain = (gain * others + max(change, 0)) * inverse
            loss = (loss * others + max(-change, 0)) * inverse
            return index
        }
        changes += 1
        guard changes > 0 else { return nil }
        gain += max(change, 0)
        loss += max(-change, 0)
        guard changes == period else { return nil }
        gain *= inverse
        loss *= inverse
        return index
    }

    private var index: Double {
        let movement = gain + loss
        return movement > 0 ? 100 * (gain / movement) : 0
    }
}
