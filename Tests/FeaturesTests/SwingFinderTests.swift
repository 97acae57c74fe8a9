import Testing
import TradingDomain

@testable import Features

/// Drawn by hand: a candle a column, `5` its high; lows are ten below.
@Suite struct SwingFinderTests {
    @Test(arguments: [
        (highs: [1, 2, 5, 2, 1], expected: [2], "a peak with two lower highs on each side"),
        (highs: [1, 2, 5, 2], expected: [], "not confirmed before the second candle after it"),
        (highs: [1, 5, 5, 2, 1], expected: [], "the second of two equal highs is none, the first lacks two before it"),
        (highs: [1, 2, 5, 5, 1], expected: [2], "the first of two equal highs"),
        (highs: [1, 2, 5, 5, 5, 1, 1], expected: [2], "the first of three"),
        (highs: [5, 2, 5, 2, 1], expected: [], "an equal high before it"),
        (highs: [1, 2, 3, 4, 5, 6], expected: [], "no turn"),
        (highs: [3, 3, 3, 3, 3, 3], expected: [], "no movement"),
        (highs: [1, 2, 9, 2, 1, 3, 8, 3, 1], expected: [2, 6], "two peaks"),
    ])
    func findsSwingHighs(highs: [Int], expected: [Int], why: String) {
        #expect(Self.swings(highs.map(Double.init)).highs == expected, "\(why)")
    }

    @Test func aSwingLowMirrorsASwingHigh() {
        #expect(Self.swings([9, 8, 5, 8, 9]).lows == [2])
        #expect(Self.swings([9, 8, 5, 5, 9]).lows == [2])
        #expect(Self.swings([9, 5, 5, 8, 9]).lows.isEmpty)
        #expect(Self.swings([9, 8, 5, 8, 9]).highs.isEmpty)
    }

    @Test func aCandleMayBeBoth() {
        var finder = SwingFinder()
        var found = SwingFinder.Found()
        for (high, low) in [(5.0, 4.0), (5, 4), (9, 1), (5, 4), (5, 4)] {
            found = finder.add(high: high, low: low, closeTime: .epoch, rsi: 50)
        }
        #expect(found.high == SwingPoint(price: 9, closeTime: .epoch, rsi: 50))
        #expect(found.low == SwingPoint(price: 1, closeTime: .epoch, rsi: 50))
    }

    /// Indices of the swing candles, told by their close times.
    private static func swings(_ highs: [Double]) -> (highs: [Int], lows: [Int]) {
        var finder = SwingFinder()
        var result: (highs: [Int], lows: [Int]) = ([], [])
        for (index, high) in highs.enumerated() {
            let time = Timestamp(milliseconds: Int64(index))
            let found = finder.add(high: high, low: high - 10, closeTime: time, rsi: nil)
            if let point = found.high { result.highs.append(Int(point.closeTime.milliseconds)) }
            if let point = found.low { result.lows.append(Int(point.closeTime.milliseconds)) }
        }
        return result
    }
}
