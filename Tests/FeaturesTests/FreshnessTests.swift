import Features
import Testing
import TradingDomain

/// What the models are told of the state of the feed.
@Suite struct FreshnessTests {
    private let symbol: Symbol
    private var engine: FeatureEngine
    private var position: LogPosition = 0
    private var last: Candle

    /// Warm in both timeframes.
    init() throws {
        symbol = try Symbol("BTCUSDT")
        let entry = try Walk.candles(of: symbol, count: 60 * 80, seed: 5)
        let trend = try Walk.candles(of: symbol, timeframe: .fourHours, count: 60, seed: 6)
        engine = FeatureEngine(symbols: [symbol], entryTimeframe: .threeMinutes)
        last = try #require(entry.last)
        for candle in entry {
            apply(candle)
            let index = candle.closeTime.milliseconds(since: Walk.start) / Timeframe.fourHours.milliseconds
            if candle.closeTime == Walk.start.advanced(byMilliseconds: index * Timeframe.fourHours.milliseconds) {
                apply(trend[Int(index) - 1])
            }
        }
    }

    private mutating func apply(_ candle: Candle) {
        position += 1
        engine.apply(MarketEvent(position: position, time: candle.closeTime, kind: .candleClosed(candle)))
        if candle.timeframe == .threeMinutes { last = candle }
    }

    /// The candle after the last one, or after `missing` that never came.
    private mutating func addNext(flat: Bool = false, missing: Int64 = 0) throws {
        let price = last.close
        apply(
            try Candle(
                symbol: symbol,
                timeframe: .threeMinutes,
                openTime: last.closeTime.advanced(byMilliseconds: missing * 180_000),
                open: price,
                high: Price(units: price.units + (flat ? 0 : 1000)),
                low: price,
                close: price,
                volume: Quantity(units: flat ? 0 : 5)
            )
        )
    }

    private func snapshot(after_ms: Int64 = 0) throws -> FeatureSnapshot {
        let time = last.closeTime.advanced(byMilliseconds: after_ms)
        return try #require(engine.snapshots(at: CycleID(time: time, position: position + 1)).first)
    }

    @Test func isFreshWhileTheLastCandleIsYoungerThanOne() throws {
        #expect(try snapshot().freshness == .fresh)
        #expect(try snapshot(after_ms: 179_999).freshness == .fresh)
        #expect(try snapshot(after_ms: 180_000).freshness == .stale(age_ms: 180_000))
        #expect(try snapshot(after_ms: 900_000).freshness == .stale(age_ms: 900_000))
    }

    @Test mutating func aRunOfFlatCandlesIsAHaltUntilTheFirstTrade() throws {
        for _ in 0..<4 { try addNext(flat: true) }
        #expect(try snapshot().freshness == .fresh)
        try addNext(flat: true)
        #expect(try snapshot().freshness == .halted(flatCandles: 5))
        try addNext(flat: true)
        #expect(try snapshot().freshness == .halted(flatCandles: 6))
        #expect(try snapshot().momentum?.volumeRatio == 0)
        try addNext()
        #expect(try snapshot().freshness == .fresh)
    }

    @Test mutating func aTrendViewOlderThanItsCandleIsStale() throws {
        for _ in 0..<79 { try addNext() }
        #expect(try snapshot().freshness == .fresh)
        try addNext()
        #expect(try snapshot().freshness == .stale(age_ms: Timeframe.fourHours.milliseconds))
    }

    @Test mutating func aGapIsToldForFiftyCandles() throws {
        #expect(try !snapshot().hasGapInWindow)
        try addNext(missing: 3)
        #expect(try snapshot().hasGapInWindow)
        for _ in 0..<48 { try addNext() }
        #expect(try snapshot().hasGapInWindow)
        try addNext()
        #expect(try !snapshot().hasGapInWindow)
    }

    @Test mutating func aGapAtTheEndIsToldBeforeTheNextCandle() throws {
        position += 1
        let to = last.closeTime.advanced(byMilliseconds: 540_000)
        let gap = MarketEvent.Kind.gapFound(symbol, .threeMinutes, from: last.closeTime, to: to)
        engine.apply(MarketEvent(position: position, time: to, kind: gap))
        #expect(try snapshot().hasGapInWindow)
    }

    @Test func everythingIsAbsentBeforeTheFirstCandle() throws {
        let empty = FeatureEngine(symbols: [symbol], entryTimeframe: .threeMinutes)
        let cycle = CycleID(time: .epoch, position: 7)
        let nothing = FeatureSnapshot(
            symbol: symbol,
            cycle: cycle,
            freshness: .warmingUp,
            entryTimeframe: .threeMinutes
        )
        #expect(empty.snapshots(at: cycle) == [nothing])
    }

    @Test func theSeriesCanBeLeftOut() throws {
        var with = try snapshot()
        let cycle = CycleID(time: last.closeTime, position: position + 1)
        let without = try #require(engine.snapshots(at: cycle, hasSeries: false).first)
        #expect(with.last.closes.count == 10)
        with.last.closes = []
        with.last.ema20 = []
        with.last.macd = []
        with.last.rsi7 = []
        with.last.rsi14 = []
        #expect(with == without)
    }
}
