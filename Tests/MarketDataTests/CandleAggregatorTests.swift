import MarketData
import Testing
import TradingDomain

@Suite struct CandleAggregatorTests {
    private static let noon = "2023-03-24T12:00"

    @Test(arguments: [Timeframe.oneMinute, .threeMinutes, .fiveMinutes])
    func buildsTheFourHourCandleOfAllItsParts(base: Timeframe) throws {
        let count = Timeframe.fourHours.milliseconds / base.milliseconds
        let step = base.milliseconds / 60_000
        let candles = try (0..<count).map { try Candle.example(at: Self.noon, minutes: $0 * step, timeframe: base) }
        var aggregator = try CandleAggregator(symbol: Symbol("BTCUSDT"), from: base, to: .fourHours)
        for candle in candles {
            #expect(try aggregator.take(closedBy: candle.openTime) == nil)
            try aggregator.append(candle)
        }

        let end = try #require(candles.last?.closeTime)
        let built = try #require(try aggregator.take(closedBy: end))

        #expect(built.isComplete)
        #expect(built.parts == Int(count))
        #expect(built.candle.openTime == candles.first?.openTime)
        #expect(built.candle.closeTime == end)
        #expect(built.candle.open == candles.first?.open)
        #expect(built.candle.close == candles.last?.close)
        #expect(built.candle.high == candles.map(\.high).max())
        #expect(built.candle.low == candles.map(\.low).min())
        #expect(built.candle.volume.units == 5 * count)
        #expect(try aggregator.take(closedBy: end.advanced(byMilliseconds: 1 << 40)) == nil)
    }

    @Test func saysWhatIsNotComplete() throws {
        var aggregator = try CandleAggregator(symbol: Symbol("BTCUSDT"), from: .threeMinutes, to: .fourHours)
        for minutes in [0, 3, 200] as [Int64] {
            try aggregator.append(.example(at: Self.noon, minutes: minutes - minutes % 3))
        }
        let built = try aggregator.take(closedBy: Timestamp(parsing: "2023-03-24T16:00"))
        #expect(built?.isComplete == false)
        #expect(built?.parts == 3)
    }

    @Test func neverBuildsACandleWhoseBeginningIsNotKnown() throws {
        var aggregator = try CandleAggregator(symbol: Symbol("BTCUSDT"), from: .threeMinutes, to: .fourHours)
        try aggregator.append(.example(at: "2023-03-24T12:03"))
        #expect(try aggregator.take(closedBy: Timestamp(parsing: "2023-03-24T16:00")) == nil)
        try aggregator.append(.example(at: "2023-03-24T16:03"))
        #expect(try aggregator.take(closedBy: Timestamp(parsing: "2023-03-24T20:00"))?.parts == 1)
    }

    @Test func refusesWhatDoesNotBelong() throws {
        var aggregator = try CandleAggregator(symbol: Symbol("BTCUSDT"), from: .threeMinutes, to: .fourHours)
        try aggregator.append(.example(at: Self.noon))
        #expect(throws: MarketLogError.self) { try aggregator.append(.example("ETHUSDT", at: Self.noon, minutes: 3)) }
        #expect(throws: MarketLogError.self) { try aggregator.append(.example(at: Self.noon, timeframe: .oneMinute)) }
        #expect(throws: MarketLogError.self) { try aggregator.append(.example(at: "2023-03-24T16:00")) }
        #expect(throws: MarketLogError.self) {
            try aggregator.append(.example(at: Self.noon, minutes: 3, volume: .max))
        }
        #expect(throws: ValueError.self) {
            try CandleAggregator(symbol: Symbol("BTCUSDT"), from: .threeMinutes, to: .fiveMinutes)
        }
        #expect(throws: ValueError.self) {
            try CandleAggregator(symbol: Symbol("BTCUSDT"), from: .fourHours, to: .fourHours)
        }
    }
}
