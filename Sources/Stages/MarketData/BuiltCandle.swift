package import TradingDomain

/// A candle built from shorter ones.
package struct BuiltCandle: Hashable, Sendable {
    package let candle: Candle
    /// How many shorter candles it was built from; at least 1.
    package let parts: Int
    /// Every shorter candle was there. If not, the rest never came (an exchange halt, a hole in a file), and the
    /// prices and the volume are those of what came: exactly what the venue itself publishes for such a time.
    package let isComplete: Bool

    init(candle: Candle, parts: Int, isComplete: Bool) {
        self.candle = candle
        self.parts = parts
        self.isComplete = isComplete
    }
}
