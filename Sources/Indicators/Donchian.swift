/// Donchian channel: the highest high and the lowest low of the last `period` candles.
///
/// - Formula: `upper = max(high)`, `lower = min(low)`, `middle = (upper + lower) / 2` over the window, the newest candle
///   included. To see a break-out, compare the candle with the `value` from before its own `update`.
/// - Unit: that of the prices.
/// - Warm-up: first valid index `period − 1`.
/// - Source: TA-Lib 0.8 `MAX` of highs and `MIN` of lows (Richard Donchian); equal to the bit, no sum. O(1) amortised.
package struct Donchian: Sendable, Equatable {
    /// One reading, in the unit of the prices.
    package struct Output: Sendable, Equatable {
        package let upper: Double
        package let lower: Double
        /// Half-way between the two.
        package var middle: Double { (upper + lower) / 2 }
    }

    /// The periods that `init` accepts.
    package static let periods = 2...PeriodRange.longest

    /// The latest channel; nil until warm.
    package private(set) var value: Output?
    package let period: Int
    private var highs: RollingExtremum
    private var lows: RollingExtremum
    private var count = 0

    /// - Parameter period: number of candles, in `periods`; traps otherwise.
    package init(period: Int) {
        PeriodRange.check(period, in: Self.periods, for: "the period of Donchian")
        self.period = period
        highs = RollingExtremum(.highest, of: period)
        lows = RollingExtremum(.lowest, of: period)
    }

    /// Takes the next closed candle; both are finite, in one unit.
    ///
    /// - Parameters:
    ///   - high: its highest price.
    ///   - low: its lowest price.
    /// - Returns: the channel including it; nil until warm.
    @discardableResult
    package mutating func update(high: Double, low: Double) -> Output? {
        let upper = highs.update(high)
        let lower = lows.update(low)
        if count < period { count += 1 }
        guard count == period else { return nil }
        let channel = Output(upper: upper, lower: lower)
        value = channel
        return channel
    }
}
