import TestSupport
import Testing
import TradingDomain

/// Candles of a seeded random walk, one after the other, and the log that they make.
struct Walk {
    static let start = Timestamp(milliseconds: 1_700_006_400_000)  // a multiple of 4 h

    /// Candles of up to 0.4 % a step, with small wicks, from ``start`` on; the same seed gives the same ones.
    static func candles(
        of symbol: Symbol,
        timeframe: Timeframe = .threeMinutes,
        count: Int,
        seed: UInt64,
        first: Double = 100
    ) throws -> [Candle] {
        var generator = SeededGenerator(seed: seed)
        var price = first
        return try (0..<count).map { index in
            let open = price
            price *= 1 + Double.random(in: -0.004...0.004, using: &generator)
            let high = max(open, price) * (1 + Double.random(in: 0...0.002, using: &generator))
            let low = min(open, price) * (1 - Double.random(in: 0...0.002, using: &generator))
            return try Candle(
                symbol: symbol,
                timeframe: timeframe,
                openTime: start.advanced(byMilliseconds: Int64(index) * timeframe.milliseconds),
                open: #require(Price(nearest: open)),
                high: #require(Price(nearest: high)),
                low: #require(Price(nearest: low)),
                close: #require(Price(nearest: price)),
                volume: Quantity(units: Int64.random(in: 1...9_000_000_000, using: &generator))
            )
        }
    }
}
