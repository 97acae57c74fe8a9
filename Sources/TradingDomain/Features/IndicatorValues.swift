/// Moving average convergence divergence, in the quote currency.
package struct MACDValue: Hashable, Sendable {
    package var line: Double
    package var signal: Double
    package var histogram: Double

    package init(line: Double, signal: Double, histogram: Double) {
        self.line = line
        self.signal = signal
        self.histogram = histogram
    }
}

/// Bollinger bands, in the quote currency.
package struct BollingerValue: Hashable, Sendable {
    package var upper: Double
    package var middle: Double
    package var lower: Double

    package init(upper: Double, middle: Double, lower: Double) {
        self.upper = upper
        self.middle = middle
        self.lower = lower
    }
}

/// A support or resistance from confirmed swing points.
package struct PriceLevel: Hashable, Sendable {
    /// Quote currency.
    package var price: Double
    package var touches: Int
    package var lastTouch: Timestamp
    /// Distance from the last close in ATR14, never negative.
    package var distance: Double

    package init(price: Double, touches: Int, lastTouch: Timestamp, distance: Double) {
        self.price = price
        self.touches = touches
        self.lastTouch = lastTouch
        self.distance = distance
    }
}
