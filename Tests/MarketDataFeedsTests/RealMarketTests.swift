import MarketData
import MarketDataFeeds
import Testing
import TradingDomain

/// The log of real candles: the 4 h candles in it against the exchange's own, and the halt of 2023-03-24.
@Suite(.enabled(if: SharedData.isPresent)) struct RealMarketTests {
    private func candles(_ folder: String, _ symbol: String, _ timeframe: Timeframe) throws -> [Candle] {
        var merged = try CandleLibrary(path: "\(SharedData.folder)/market/\(folder)")
            .candles(symbols: [Symbol(symbol)], timeframe: timeframe)
        return try merged.all()
    }

    private func log(of candles: [Candle]) throws -> [MarketEvent] {
        let first = try #require(candles.first)
        var log = try MarketLog(symbols: [first.symbol], entryTimeframe: first.timeframe)
        var events: [MarketEvent] = []
        for candle in candles { try log.append(candle, into: &events) }
        try log.finish(into: &events)
        return events
    }

    @Test(arguments: [
        ("spot-2022-12_2023-10", "BTCUSDT", Timeframe.threeMinutes, "spot-2022-12_2023-10", 1824),
        ("spot-2022-12_2023-10", "SOLUSDT", .threeMinutes, "spot-2022-12_2023-10", 1824),
        ("um-2025-05_2025-06", "BTCUSDT", .oneMinute, "um-2025-02_2026-05", 304),
        ("um-2025-05_2025-06", "BTCUSDT", .threeMinutes, "um-2025-02_2026-05", 304),
        ("um-2025-05_2025-06", "DOGEUSDT", .threeMinutes, "um-2025-02_2026-05", 179),
        ("um-2025-05_2025-06", "XRPUSDT", .oneMinute, "um-2025-02_2026-05", 304),
        ("um-2025-05_2025-06", "BNBUSDT", .oneMinute, "um-2025-05_2025-06", 304),
        ("um-2025-03_2025-04", "BTCUSDT", .threeMinutes, "um-2025-02_2026-05", 195),
    ])
    func builtFourHourCandlesEqualTheExchangesOwn(
        folder: String,
        symbol: String,
        timeframe: Timeframe,
        oracle: String,
        count: Int
    ) throws {
        let base = try candles(folder, symbol, timeframe)
        let built = try log(of: base).compactMap { event -> Candle? in
            guard case .candleClosed(let candle) = event.kind, candle.timeframe == .fourHours else { return nil }
            return candle
        }
        let first = try #require(base.first?.openTime)
        let last = try #require(base.last?.closeTime)

        let expected = try candles(oracle, symbol, .fourHours).filter { $0.openTime >= first && $0.closeTime <= last }

        #expect(built == expected)
        #expect(built.count == count)
    }

    @Test func theHaltIsAGapAndNothingIsInvented() throws {
        let events = try log(of: candles("spot-2022-12_2023-10", "ETHUSDT", .threeMinutes))
        let gaps = events.filter { if case .gapFound = $0.kind { true } else { false } }
        let (from, to) = (try Timestamp(parsing: "2023-03-24T12:42"), try Timestamp(parsing: "2023-03-24T14:00"))
        #expect(gaps.map(\.kind) == [.gapFound(try Symbol("ETHUSDT"), .threeMinutes, from: from, to: to)])
        #expect(gaps.map(\.time) == [to.advanced(byMilliseconds: 180_000)])
        let ticks = events.filter { $0.kind == .tick }.map(\.time)
        #expect(ticks.count == 87_599)
    }

    /// The log of a market that is not to change; a wanted change of the rules changes this number.
    @Test func theLogOfTheSpotMarketIsAsRecorded() throws {
        let symbols = try ["BTCUSDT", "ETHUSDT", "SOLUSDT"].map { try Symbol($0) }
        var merged = try CandleLibrary(path: "\(SharedData.folder)/market/spot-2022-12_2023-10")
            .candles(symbols: symbols, timeframe: .threeMinutes, to: Timestamp(parsing: "2023-05-01"))
        var log = try MarketLog(symbols: symbols, entryTimeframe: .threeMinutes)
        var (events, hash) = ([MarketEvent](), LogHash())
        while let candle = try merged.next() {
            try log.append(candle, into: &events)
            hash.add(events)
            events.removeAll(keepingCapacity: true)
        }
        try log.finish(into: &events)
        hash.add(events)
        #expect(log.position == 263_571)
        #expect(hash.value == 10_172_375_044_865_843_833)
    }
}
