import ModelAgent
import Testing
import TradingDomain

@Suite struct PromptNumbersTests {
    @Test(
        arguments: [
            ("64123.4567", 1_000_000), ("9999999", 100_000_000), ("0.18234567", 10), ("1800.123456", 100_000),
            ("0.00001234", 1), ("123456789", 10_000_000_000),
        ] as [(String, Int64)]
    )
    func aPriceKeepsSevenDigits(text: String, step: Int64) throws {
        let price = try Price(parsing: text)
        let grid = PriceGrid(price: price.units)
        #expect(grid.step == step)
        let shown = try #require(grid.units(nearest: price.value))
        #expect(shown % step == 0)
        #expect((shown - price.units).magnitude * 2 <= step.magnitude)
    }

    @Test(arguments: [("DOGEUSDT", 0.182_345_678_9, "0.1823457"), ("BTCUSDT", 110_123.445_678, "110123.4")])
    func aPriceIsPrintedWithSevenDigits(name: String, value: Double, shown: String) throws {
        let price = try #require(Price(nearest: value))
        let cycle = CycleID(time: .epoch, position: 1)
        var snapshot = FeatureSnapshot(
            symbol: try Symbol(name),
            cycle: cycle,
            freshness: .fresh,
            entryTimeframe: .threeMinutes
        )
        var trend = TrendFeatures(closeTime: .epoch, close: price)
        trend.ema20 = value
        trend.bollinger = BollingerValue(upper: value, middle: value, lower: value)
        trend.supports = [PriceLevel(price: value, touches: 1, lastTouch: .epoch, distance: 0)]
        snapshot.trend = trend
        var momentum = MomentumFeatures(closeTime: .epoch, close: price)
        momentum.ema50 = value
        momentum.breakout = MomentumFeatures.Breakout(side: .buy, level: value, excess: 1)
        momentum.last.closes = [value, value]
        snapshot.momentum = momentum
        let numbers = PromptNumbers(snapshot, channel: .entry)
        let text = PromptText.render(.entry, [numbers], cycle: cycle, template: .english).user
        let lines = text.split(separator: "\n")
        for row in ["ema20", "ema50", "bollinger_upper", "bollinger_middle", "bollinger_lower", "breakout_level"] {
            #expect(lines.contains("\(row): \(shown)"), "\(row) in \(text)")
        }
        #expect(lines.contains("last_closes: \(shown) \(shown)"))
        #expect(lines.contains { $0.hasPrefix("supports: \(shown) touches") })
        #expect(lines.filter { $0 == "close: \(price)" }.count == 2)
    }

    /// The differences of a quiet and of a wild market, as shares of the price.
    @Test(
        arguments: [("DOGEUSDT", 0.18), ("BTCUSDT", 110_000), ("XRPUSDT", 2.1), ("ETHUSDT", 3_987.654_321)],
        [-0.031_415_926_5, -0.000_271_828, 0.000_043_210_987, 0.001_234_567_89, 0.019_876_543_21]
    )
    func aDifferenceKeepsFiveDigitsOfItsOwn(coin: (name: String, price: Double), share: Double) throws {
        let value = coin.price * share
        let cycle = CycleID(time: .epoch, position: 1)
        let price = try #require(Price(nearest: coin.price))
        var snapshot = FeatureSnapshot(
            symbol: try Symbol(coin.name),
            cycle: cycle,
            freshness: .fresh,
            entryTimeframe: .threeMinutes
        )
        var trend = TrendFeatures(closeTime: .epoch, close: price)
        trend.macd = MACDValue(line: value, signal: value, histogram: value)
        trend.atr3 = value
        trend.atr14 = value
        snapshot.trend = trend
        var momentum = MomentumFeatures(closeTime: .epoch, close: price)
        momentum.macd = trend.macd
        momentum.atr14 = value
        momentum.last.macd = [value]
        snapshot.momentum = momentum
        let numbers = [PromptNumbers(snapshot, channel: .entry)]
        let text = PromptText.render(.entry, numbers, cycle: cycle, template: .english).user
        #expect(try PromptText.parse(text).numbers == numbers)
        let rows = ["macd", "macd_signal", "macd_histogram", "atr3", "atr14", "last_macd"]
        var shown = 0
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: ": ")
            guard parts.count == 2, rows.contains(String(parts[0])) else { continue }
            let number = try #require(Double(parts[1]))
            #expect((number - value).magnitude <= value.magnitude * 5e-6, "\(line) for \(value)")
            #expect(parts[1].filter(\.isNumber).drop { $0 == "0" }.count <= 8, "\(line) has noise")
            shown += 1
        }
        #expect(shown == 10)
    }

    @Test func aDifferenceBeyondTheUnitIsAbsent() {
        #expect(PriceDifference.units(4_000_001) == nil)
        #expect(PriceDifference.units(.nan) == nil)
        #expect(PriceDifference.units(0) == 0)
        #expect(PriceDifference.units(-1e-12) == -1)
    }

    @Test func whatIsNotFiniteIsAbsent() throws {
        var snapshot = try #require(RandomSnapshot.request(.entry, symbols: 1, seed: 5).snapshots.first)
        var trend = TrendFeatures(closeTime: .epoch, close: try Price(parsing: "100"))
        trend.ema20 = .nan
        trend.ema50 = .infinity
        trend.rsi14 = -.infinity
        trend.atr14 = 1e300
        snapshot.trend = trend
        let numbers = try #require(PromptNumbers(snapshot, channel: .direction).trend)
        #expect(numbers.ema20 == nil && numbers.ema50 == nil && numbers.rsi14 == nil && numbers.atr14 == nil)
    }

    @Test func aDirectionQuestionDoesNotShowTheFastView() throws {
        let request = try RandomSnapshot.request(.direction, symbols: 5, seed: 8)
        let numbers = request.snapshots.map { PromptNumbers($0, channel: .direction) }
        #expect(numbers.allSatisfy { $0.entry == nil })
        let text = PromptText.render(.direction, numbers, cycle: request.cycle, template: .english).user
        #expect(!text.contains("[entry"))
        #expect(text.contains("[trend"))
    }

    @Test func anAbsentValueIsPrintedAsSuch() throws {
        let numbers = PromptNumbers(symbol: try Symbol("BTCUSDT"))
        let text = PromptText.render(
            .entry,
            [numbers],
            cycle: CycleID(time: .epoch, position: 1),
            template: .english
        ).user
        #expect(text.contains("[trend BTCUSDT] n/a\n"))
        #expect(text.contains("price: n/a\n"))
        #expect(text.contains("[entry BTCUSDT] n/a\n"))
        #expect(!text.contains(": 0\n"))
    }
}
