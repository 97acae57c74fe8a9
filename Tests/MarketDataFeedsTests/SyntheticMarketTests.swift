import Foundation
import MarketDataFeeds
import Testing
import TradingDomain

@Suite struct SyntheticMarketTests {
    private static let start = Timestamp(milliseconds: 1_704_067_200_000)  // 2024-01-01
    private static let year = 365 * 480

    private func market(_ seed: UInt64, _ symbols: [Symbol] = SyntheticMarket.usualSymbols) throws -> SyntheticMarket {
        try SyntheticMarket(seed: seed, symbols: symbols, timeframe: .threeMinutes, start: Self.start)
    }

    private func closes(_ seed: UInt64, _ symbol: String, count: Int = year) throws -> [Double] {
        var market = try market(seed, [Symbol(symbol)])
        return try (0..<count).map { _ in try #require(try market.next()).close.value }
    }

    /// A wanted change of the market: read the printed number, check the statistics below, and write it here.
    @Test func theSameSeedGivesTheSameBitsEverywhere() throws {
        var market = try market(7)
        var hash = LogHash()
        for _ in 0..<60_000 { hash.add(try #require(try market.next())) }
        #expect(hash.value == 14_855_300_196_712_891_453)
    }

    @Test func candlesComeInOrderAndFollowOneAnother() throws {
        var market = try market(1)
        var last: [Symbol: Candle] = [:]
        for index in 0..<6000 {
            let candle = try #require(try market.next())
            #expect(candle.symbol == market.symbols[index % 6])
            #expect(candle.openTime == Self.start.advanced(byMilliseconds: Int64(index / 6) * 180_000))
            if let before = last[candle.symbol] { #expect(before.close == candle.open) }
            #expect(candle.volume > .zero)
            last[candle.symbol] = candle
        }
    }

    @Test func aSymbolDoesNotDependOnItsNeighbours() throws {
        let doge = try Symbol("DOGEUSDT")
        var (alone, among) = (try market(3, [doge]), try market(3))
        for _ in 0..<500 {
            var candle = try #require(try among.next())
            while candle.symbol != doge { candle = try #require(try among.next()) }
            #expect(try alone.next() == candle)
        }
        var (one, other) = (try market(3, [doge]), try market(4, [doge]))
        #expect(try one.next() != other.next())
    }

    @Test(arguments: [0, 1, 6, 100]) func skippingEqualsReading(count: Int) throws {
        var (read, skipped) = (try market(5), try market(5))
        for _ in 0..<600 { _ = try read.next() }
        for _ in 0..<count { _ = try skipped.next() }
        skipped.skip(to: Self.start.advanced(byMilliseconds: 100 * 180_000))
        #expect(try skipped.next() == read.next())
    }

    @Test func pricesStartWhereTheirNamesakesWere() throws {
        var market = try market(9)
        let prices = try (0..<6).map { _ in try #require(try market.next()).open.description }
        #expect(prices == ["580", "62000", "0.12", "3000", "150", "0.52"])
    }

    @Test func refusesWhatItCannotMake() throws {
        let bitcoin = try Symbol("BTCUSDT")
        #expect(throws: ValueError.self) { try market(1, []) }
        #expect(throws: ValueError.self) { try market(1, [bitcoin, bitcoin]) }
        #expect(throws: ValueError.self) {
            try SyntheticMarket(
                seed: 1,
                symbols: [bitcoin],
                timeframe: .fourHours,
                start: Timestamp(milliseconds: 180_000)
            )
        }
    }

    /// What makes a market look like one: fat tails, volatility that clusters, falls and recoveries.
    @Test(arguments: [UInt64(1), 2, 3])
    func aYearLooksLikeAYear(seed: UInt64) throws {
        let prices = try closes(seed, "BTCUSDT")
        let returns = zip(prices, prices.dropFirst()).map { log($1 / $0) }
        let sizes = returns.map(\.magnitude)

        #expect(kurtosis(returns) > 3, "seed \(seed)")
        #expect(correlation(Array(sizes.dropLast()), Array(sizes.dropFirst())) > 0.05, "seed \(seed)")
        #expect(correlation(Array(sizes.dropLast(100)), Array(sizes.dropFirst(100))) > 0.02, "seed \(seed)")
        #expect(correlation(Array(returns.dropLast()), Array(returns.dropFirst())).magnitude < 0.1, "seed \(seed)")
        #expect((0.1...0.9).contains(deepestFall(prices)), "seed \(seed)")
        let yearly = (variance(returns) * Double(Self.year)).squareRoot()
        #expect((0.3...1.2).contains(yearly), "seed \(seed)")
        let (low, high) = (try #require(prices.min()), try #require(prices.max()))
        #expect(low > 6_000 && high < 620_000, "seed \(seed)")
    }

    @Test func symbolsMoveTogetherButNotAsOne() throws {
        let names = SyntheticMarket.usualSymbols.map(\.description)
        let returns = try names.map { name in
            let prices = try closes(11, name, count: 20_000)
            return zip(prices, prices.dropFirst()).map { log($1 / $0) }
        }
        for first in returns.indices {
            for second in returns.indices where second > first {
                let value = correlation(returns[first], returns[second])
                #expect((0.4...0.95).contains(value), "\(names[first]) \(names[second])")
            }
        }
    }
}

private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

private func variance(_ values: [Double]) -> Double {
    let middle = mean(values)
    return mean(values.map { ($0 - middle) * ($0 - middle) })
}

private func kurtosis(_ values: [Double]) -> Double {
    let middle = mean(values)
    let square = variance(values)
    return mean(values.map { pow($0 - middle, 4) }) / (square * square)
}

private func correlation(_ left: [Double], _ right: [Double]) -> Double {
    let (first, second) = (mean(left), mean(right))
    let product = mean(zip(left, right).map { ($0 - first) * ($1 - second) })
    return product / (variance(left) * variance(right)).squareRoot()
}

/// The largest fall from a high, 0.1 is 10 %.
private func deepestFall(_ prices: [Double]) -> Double {
    var high = 0.0
    return prices.reduce(0) { deepest, price in
        high = max(high, price)
        return max(deepest, 1 - price / high)
    }
}
