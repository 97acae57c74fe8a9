/// Rate of change: how far the value is from the one `period` steps ago.
///
/// - Formula: `(v[i] / v[i−period] − 1) · 100`; 0 where the older value is 0, as in TA-Lib.
/// - Unit: percent.
/// - Warm-up: first valid index `period`.
/// - Source: TA-Lib 0.8 `ROC`; equal to the bit, no sum.
package struct ROC: Sendable, Equatable {
    /// The periods that `init` accepts.
    package static let periods = 1...PeriodRange.longest

    /// The latest change, in percent; nil until warm.
    package private(set) var value: Double?
    package let period: Int
    private var window: RingBuffer

    /// - Parameter period: how many steps back to look, in `periods`; traps otherwise.
    package init(period: Int) {
        PeriodRange.check(period, in: Self.periods, for: "the period of ROC")
        self.period = period
        window = RingBuffer(capacity: period)
    }

    /// Takes the next value, which must be finite.
    ///
    /// - Parameter value: the next of the series.
    /// - Returns: its change, in percent; nil until warm.
    @discardableResult
    package mutating func update(_ value: Double) -> Double? {
        guard let older = window.append(value) else { return nil }
        let change = older == 0 ? 0 : (value / older - 1) * 100
        self.value = change
        return change
    }
}
