/// On-balance volume: volume added when the price closed higher, taken away when it closed lower.
///
/// - Formula: `obv = volume` of the first candle, then `obv ± volume` by the sign of the change of the close.
/// - Unit: that of the volume. Only differences mean something: the level depends on where the series starts.
/// - Warm-up: none, first valid index 0.
/// - Source: TA-Lib 0.8 `OBV` (Joseph Granville, 1963); the same running sum in the same order, so equal to the bit.
package struct OBV: Sendable, Equatable {
    /// The latest balance; nil before the first candle.
    package private(set) var value: Double?
    private var previousClose = 0.0

    package init() {}

    /// Takes the next closed candle; both are finite.
    ///
    /// - Parameters:
    ///   - close: its last price.
    ///   - volume: what was traded in it, not negative.
    /// - Returns: the balance including it.
    @discardableResult
    package mutating func update(close: Double, volume: Double) -> Double {
        var balance = volume
        if let value {
            balance = value
            if close > previousClose { balance += volume }
            if close < previousClose { balance -= volume }
        }
        previousClose = close
        value = balance
        return balance
    }
}
