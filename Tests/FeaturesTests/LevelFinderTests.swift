import Testing
import TradingDomain

@testable import Features

@Suite struct LevelFinderTests {
    /// The example of `docs/features.md`.
    @Test func mergesSwingPointsWithinHalfAnATRAndSortsThemByDistance() {
        let finder = Self.finder(highs: [110, 110.4, 120, 131, 140], lows: [100, 95, 90, 80])
        let (supports, resistances) = finder.levels(close: 105, atr14: 2)
        #expect(supports.map(\.price) == [100, 95, 90])
        #expect(resistances.map(\.price) == [110.2, 120, 131])
        #expect(resistances.map(\.touches) == [2, 1, 1])
        #expect(resistances.first?.lastTouch == Timestamp(milliseconds: 1))
        #expect(supports.map(\.distance) == [2.5, 5, 7.5])
    }

    @Test(arguments: [
        (prices: [100.0, 101.0], expected: [100.5], "exactly half an ATR apart is one level"),
        (prices: [100.0, 101.01], expected: [100, 101.01], "a little more is two"),
        (prices: [100.0, 101.0, 102.0], expected: [100.5, 102], "a level does not creep: its lowest point counts"),
    ])
    func aLevelIsHalfAnATRHigh(prices: [Double], expected: [Double], why: String) {
        let finder = Self.finder(highs: prices, lows: [])
        #expect(finder.levels(close: 50, atr14: 2).resistances.map(\.price) == expected, "\(why)")
        #expect(finder.levels(close: 200, atr14: 2).supports.map(\.price) == expected.reversed(), "\(why)")
    }

    @Test func aBrokenResistanceBecomesSupport() {
        let finder = Self.finder(highs: [110], lows: [])
        #expect(finder.levels(close: 109, atr14: 2).resistances.map(\.price) == [110])
        #expect(finder.levels(close: 110, atr14: 2).supports.map(\.price) == [110])
        #expect(finder.levels(close: 110, atr14: 2).resistances.isEmpty)
    }

    @Test func withoutMovementThereAreNoLevels() {
        let (supports, resistances) = Self.finder(highs: [110], lows: [90]).levels(close: 100, atr14: 0)
        #expect(supports.isEmpty && resistances.isEmpty)
    }

    @Test func theOldestOfSixtyFivePointsIsForgotten() {
        let finder = Self.finder(highs: [999] + (1...64).map { Double($0) * 10 }, lows: [])
        #expect(finder.levels(close: 645, atr14: 2).resistances.isEmpty)
        #expect(finder.levels(close: 5, atr14: 2).resistances.map(\.price) == [10, 20, 30])
    }

    /// Points with times 0, 1, 2 ... in the order given, highs first.
    private static func finder(highs: [Double], lows: [Double]) -> LevelFinder {
        var finder = LevelFinder()
        for (index, price) in highs.enumerated() {
            let time = Timestamp(milliseconds: Int64(index))
            finder.add(.init(high: SwingPoint(price: price, closeTime: time, rsi: nil)))
        }
        for (index, price) in lows.enumerated() {
            let time = Timestamp(milliseconds: Int64(highs.count + index))
            finder.add(.init(low: SwingPoint(price: price, closeTime: time, rsi: nil)))
        }
        return finder
    }
}
