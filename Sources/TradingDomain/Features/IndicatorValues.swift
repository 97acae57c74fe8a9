/// Moving average convergence divergence, in the quote currency.
public struct MACDValue: Hashable, Sendable {
    public var line: Double
    public var signal: Double
    public var histogram: Double

    public init(line: Double, signal: Double, histogram: Double) {
        self.line = line
        self.signal = signal
        self.histogram = histogram
    }
}

/// Bollinger bands, in the quote currency.
public struct BollingerValue: Hashable, Sendable {
    public var upper: Double
    public var middle: Double
    public var lower: Double

    public init(upper: Double, middle: Double, lower: Double) {
        self.upper = upper
        self.middle = middle
        self.lower = lower
    }
}

/// A support or resistance from confirmed swing points.
public struct PriceLevel: Hashable, Sendable {
    /// Quote currency.
    public var price: Double
    public var touches: Int
    public var lastTouch: Timestamp
    /// Distance from the last close in ATR14, never negative.
    public var distance: Double

    public init(price: Double, touches: Int, lastTouch: Timestamp, distance: Double) {
        self.price = price
        self.touches = touches
        self.lastTouch = lastTouch
        self.distance = distance
    }
}
