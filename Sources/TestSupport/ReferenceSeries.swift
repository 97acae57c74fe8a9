internal import Glibc
package import TradingDomain

/// The generated series by which engines are compared: three-minute candles with GARCH-like returns, from one seed.
///
/// One open equals the close before it. Prices are rounded to 0.01, volumes to 0.001; the rounding hides what two
/// mathematical libraries differ in.
/// - Source: the stream is SplitMix64 (Steele, Lea, Flood 2014) through Box and Muller; returns are GARCH(1,1).
package struct ReferenceSeries: Sequence, IteratorProtocol {
    private static let step_ms: Int64 = 180_000
    private static let firstLogPrice = log(42_000.0)
    private static let base = 0.0011 * 0.0011

    private let symbol: Symbol
    private var state: UInt64
    private var spare: Double?
    private var logPrice = Self.firstLogPrice
    private var variance = Self.base
    private var previousClose = 42_000.0
    private var drift = 0.0
    private var openTime_ms: Int64 = 1_704_067_200_000

    package init(symbol: Symbol, seed: UInt64 = 20_240_601) {
        self.symbol = symbol
        state = seed
    }

    package mutating func next() -> Candle? {
        drift = 0.995 * drift + 0.00001 * normal()
        let shock = normal()
        let deviation = variance.squareRoot()
        let change = drift + deviation * shock - 2e-6 * (logPrice - Self.firstLogPrice)
        variance = 0.05 * Self.base + 0.08 * (change * change) + 0.87 * variance
        let open = previousClose
        let close = exp(logPrice + change)
        logPrice += change
        let high = Swift.max(open, close) * (1.0 + 0.5 * deviation * abs(normal()))
        let low = Swift.min(open, close) * (1.0 - 0.5 * deviation * abs(normal()))
        let volume = 30.0 * exp(0.6 * normal()) * (1.0 + abs(shock))
        previousClose = close
        defer { openTime_ms += Self.step_ms }
        let (first, last) = (units(open, steps: 100), units(close, steps: 100))
        return try? Candle(
            symbol: symbol,
            timeframe: .threeMinutes,
            openTime: Timestamp(milliseconds: openTime_ms),
            open: Price(units: first),
            high: Price(units: Swift.max(units(high, steps: 100), first, last)),
            low: Price(units: Swift.min(units(low, steps: 100), first, last)),
            close: Price(units: last),
            volume: Quantity(units: units(volume, steps: 1_000))
        )
    }

    /// Units of 1e-8 of a value that is rounded to `1 / steps`.
    private func units(_ value: Double, steps: Int64) -> Int64 {
        Int64((value * Double(steps)).rounded(.toNearestOrEven)) * (FixedPoint.unitsPerOne / steps)
    }

    private mutating func word() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Above 0, at most 1.
    private mutating func fraction() -> Double { Double((word() >> 11) + 1) * (1.0 / 9_007_199_254_740_992.0) }

    private mutating func normal() -> Double {
        if let spare {
            self.spare = nil
            return spare
        }
        let radius = (-2.0 * log(fraction())).squareRoot()
        let angle = 2.0 * Double.pi * fraction()
        spare = radius * sin(angle)
        return radius * cos(angle)
    }
}
