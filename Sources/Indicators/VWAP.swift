/// Volume-weighted average price since the session began.
///
/// - Formula: `Σ(typical · volume) / Σ volume`, `typical = (high + low + close) / 3`, from the last `reset` on.
/// - Unit: that of the prices.
/// - Warm-up: from the first candle with volume; nil while nothing has been traded in the session.
/// - Source: the usual definition for candles (TA-Lib has none); a running sum that never subtracts, so its relative
///   error stays under 1e-12 for sessions of up to some thousand candles.
package struct VWAP: Sendable, Equatable {
    private var turnover = 0.0
    private var volume = 0.0

    package init() {}

    /// The latest average; nil while nothing has been traded in the session.
    package var value: Double? { volume > 0 ? turnover / volume : nil }

    /// Begins a new session: whose candle the next one is, the caller decides.
    package mutating func reset() {
        turnover = 0
        volume = 0
    }

    /// Takes the next closed candle of the session; all are finite, the prices in one unit.
    ///
    /// - Parameters:
    ///   - high: its highest price.
    ///   - low: its lowest price.
    ///   - close: its last price.
    ///   - volume: what was traded in it, not negative.
    /// - Returns: the average including it; nil while nothing has been traded in the session.
    @discardableResult
    package mutating func update(high: Double, low: Double, close: Double, volume: Double) -> Double? {
        turnover += (high + low + close) / 3 * volume
        self.volume += volume
        return value
    }
}
