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
        snapshot.last.closes = [value, value]
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
        var snapshot = try Self.snapshot(of: coin)
        var trend = try #require(snapshot.trend)
        trend.macd = MACDValue(line: value, signal: value, histogram: value)
        trend.atr3 = value
        trend.atr14 = value
        snapshot.trend = trend
        var momentum = try #require(snapshot.momentum)
        momentum.macd = trend.macd
        momentum.atr14 = value
        snapshot.last.macd = [value]
        snapshot.momentum = momentum
        let rows = ["macd", "macd_signal", "macd_histogram", "atr3", "atr14", "last_macd"]
        let shown = try Self.numbers(of: snapshot, rows)
        #expect(shown.count == 10)
        for number in shown { expectFiveDigits(number, value) }
    }

    @Test(
        arguments: [("DOGEUSDT", 0.18), ("BTCUSDT", 110_000)],
        [-31.415_926_5, -0.000_271_828, 0.012_345_678, 0.987_654_321, 7.000_049, 55.554_321]
    )
    func aRatioAnOscillatorAndAPercentKeepFiveDigits(coin: (name: String, price: Double), value: Double) throws {
        var snapshot = try Self.snapshot(of: coin)
        snapshot.realisedVolatility = value / 100
        snapshot.fundingRate = value / 100
        snapshot.correlations = [FeatureSnapshot.Correlation(other: try Symbol("AAAUSDT"), coefficient: value)]
        var trend = try #require(snapshot.trend)
        trend.rsi14 = value
        trend.adx14 = value
        trend.volumeRatio = value
        trend.momentum = value
        trend.supports = [PriceLevel(price: coin.price, touches: 1, lastTouch: .epoch, distance: value)]
        snapshot.trend = trend
        var momentum = try #require(snapshot.momentum)
        momentum.rsi7 = value
        momentum.rsi14 = value
        momentum.volumeRatio = value
        momentum.momentum = value
        momentum.breakout = MomentumFeatures.Breakout(side: .buy, level: coin.price, excess: value)
        snapshot.last.rsi7 = [value]
        snapshot.last.rsi14 = [value]
        snapshot.momentum = momentum
        let rows = [
            "rsi7", "rsi14", "adx14", "volume_ratio", "momentum_percent", "breakout_excess_atr", "last_rsi7",
            "last_rsi14", "volatility_percent_year", "funding_percent", "supports", "correlations",
        ]
        let shown = try Self.numbers(of: snapshot, rows)
        #expect(shown.count == 15)
        for number in shown { expectFiveDigits(number, value) }
    }

    /// Half a unit of the fifth digit, at worst of 1.0000; six digits at most.
    private func expectFiveDigits(_ shown: Substring, _ value: Double) {
        #expect(((Double(shown) ?? .nan) - value).magnitude <= value.magnitude * 5e-5, "\(shown) for \(value)")
        #expect(shown.filter(\.isNumber).drop { $0 == "0" }.count <= 7, "\(shown) has noise")
    }

    private static func snapshot(of coin: (name: String, price: Double)) throws -> FeatureSnapshot {
        let price = try #require(Price(nearest: coin.price))
        var snapshot = FeatureSnapshot(
            symbol: try Symbol(coin.name),
            cycle: CycleID(time: .epoch, position: 1),
            freshness: .fresh,
            entryTimeframe: .threeMinutes
        )
        snapshot.trend = TrendFeatures(closeTime: .epoch, close: price)
        snapshot.momentum = MomentumFeatures(closeTime: .epoch, close: price)
        return snapshot
    }

    /// The last word of every row of the printed question that is named and has one; the reader agrees with the writer.
    private static func numbers(of snapshot: FeatureSnapshot, _ rows: [String]) throws -> [Substring] {
        let numbers = [PromptNumbers(snapshot, channel: .entry)]
        let text = PromptText.render(.entry, numbers, cycle: snapshot.cycle, template: .english).user
        #expect(try PromptText.parse(text).numbers == numbers)
        return text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: ": ")
            guard parts.count == 2, rows.contains(String(parts[0])), parts[1] != "n/a" else { return nil }
            return parts[1].split(separator: " ").last
        }
    }

    @Test func aDifferenceBeyondTheUnitIsAbsent() {
        #expect(FineAmount.units(4_000_001) == nil)
        #expect(FineAmount.units(.nan) == nil)
        #expect(FineAmount.units(0) == 0)
        #expect(FineAmount.units(-1e-12) == -1)
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
