import Features
import Testing
import TradingDomain

/// The streaming engine against plain formulas over the whole history, at every candle.
@Suite(.timeLimit(.minutes(2)))
struct BatchTests {
    @Test(arguments: 1...3)
    func levelsEqualThoseFoundInTheWholeHistory(seed: UInt64) throws {
        try expectLevels(of: Walk.candles(of: Symbol("BTCUSDT"), timeframe: .fourHours, count: 400, seed: seed))
    }

    @Test(.enabled(if: SharedData.isPresent), arguments: ["BTCUSDT", "DOGEUSDT"])
    func levelsEqualThoseFoundInTheWholeHistoryOfRealCandles(symbol: String) throws {
        try expectLevels(of: SharedData.candles("um-2025-02_2026-05", symbol, .fourHours, count: 800))
    }

    @Test(arguments: 1...3)
    func theEntryViewEqualsPlainFormulas(seed: UInt64) throws {
        try expectEntryViews(of: Walk.candles(of: Symbol("BTCUSDT"), count: 600, seed: seed))
    }

    @Test(.enabled(if: SharedData.isPresent), arguments: ["BTCUSDT", "DOGEUSDT"])
    func theEntryViewEqualsPlainFormulasOnRealCandles(symbol: String) throws {
        try expectEntryViews(of: SharedData.candles("um-2025-05_2025-06", symbol, .threeMinutes, count: 3_000))
    }

    private func expectLevels(of candles: [Candle]) throws {
        var engine = try FeatureEngine(symbols: [#require(candles.first).symbol], entryTimeframe: .threeMinutes)
        for (index, candle) in candles.enumerated() {
            let view = try #require(Self.snapshot(&engine, candle, index).trend)
            guard let atr = view.atr14 else {
                #expect(view.supports.isEmpty && view.resistances.isEmpty)
                continue
            }
            let levels = Self.levels(Self.swings(candles[...index]), close: candle.close.value, atr14: atr)
            #expect(view.supports == levels.filter { $0.price <= candle.close.value }.suffix(3).reversed())
            #expect(view.resistances == Array(levels.filter { $0.price > candle.close.value }.prefix(3)))
        }
    }

    private func expectEntryViews(of candles: [Candle]) throws {
        var engine = try FeatureEngine(symbols: [#require(candles.first).symbol], entryTimeframe: .threeMinutes)
        var emas: [Double?] = []
        var breakouts = 0
        for (index, candle) in candles.enumerated() {
            let snapshot = try Self.snapshot(&engine, candle, index)
            let view = try #require(snapshot.momentum)
            let closes = candles[...index].map(\.close.value)
            emas.append(view.ema20)
            #expect(snapshot.price == candle.close)
            #expect(snapshot.last.closes == closes.suffix(10))
            #expect(snapshot.last.ema20 == emas.compactMap { $0 }.suffix(10))
            #expect(isClose(view.volumeRatio, Self.volumeRatio(candles[...index])))
            #expect(isClose(snapshot.realisedVolatility, Self.volatility(closes)))
            #expect(isClose(view.momentum, index < 10 ? nil : (closes[index] / closes[index - 10] - 1) * 100))
            #expect(view.condition == Self.condition(view))
            #expect(view.microTrend == Self.microTrend(view, before: index < 5 ? nil : emas[index - 5]))
            #expect(view.squeeze == Self.squeeze(view, closes: closes.suffix(20)))
            let before = candles[..<index].suffix(20)
            guard before.count == 20, let high = before.map(\.high).max(), let low = before.map(\.low).min() else {
                #expect(view.breakout == nil)
                continue
            }
            let side: Side? = candle.close > high ? .buy : candle.close < low ? .sell : nil
            #expect(view.breakout?.side == side)
            #expect(view.breakout?.level == side.map { $0 == .buy ? high.value : low.value })
            breakouts += side == nil ? 0 : 1
        }
        #expect(breakouts > 10)
    }

    private static func snapshot(
        _ engine: inout FeatureEngine,
        _ candle: Candle,
        _ index: Int
    ) throws -> FeatureSnapshot {
        let position = LogPosition(index + 1)
        engine.apply(MarketEvent(position: position, time: candle.closeTime, kind: .candleClosed(candle)))
        return try #require(engine.snapshots(at: CycleID(time: candle.closeTime, position: position)).first)
    }

    private func isClose(_ got: Double?, _ wanted: Double?) -> Bool {
        guard let got, let wanted else { return got == nil && wanted == nil }
        return abs(got - wanted) <= 1e-9 * max(abs(wanted), 1)
    }

    private static func condition(_ view: MomentumFeatures) -> MomentumFeatures.Condition? {
        guard let rsi7 = view.rsi7, let rsi14 = view.rsi14 else { return nil }
        if rsi7 >= 70, rsi14 >= 70 { return .overbought }
        return rsi7 <= 30 && rsi14 <= 30 ? .oversold : .neutral
    }

    private static func microTrend(_ view: MomentumFeatures, before: Double?) -> TrendFeatures.Direction? {
        guard let now = view.ema20, let before, let atr = view.atr14 else { return nil }
        let moved = (now - before) / atr
        return moved >= 0.25 ? .up : moved <= -0.25 ? .down : .sideways
    }

    private static func squeeze(_ view: MomentumFeatures, closes: ArraySlice<Double>) -> Bool? {
        guard let ema20 = view.ema20, let atr = view.atr14 else { return nil }
        let mean = closes.reduce(0, +) / 20
        let deviation = (closes.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 20).squareRoot()
        return mean + 2 * deviation < ema20 + 1.5 * atr && mean - 2 * deviation > ema20 - 1.5 * atr
    }

    private static func volumeRatio(_ candles: ArraySlice<Candle>) -> Double? {
        let before = candles.dropLast().suffix(20).map(\.volume.value)
        guard before.count == 20, let last = candles.last else { return nil }
        return last.volume.value / (before.reduce(0, +) / 20)
    }

    /// Of closes: log returns, by their power series so that no library is needed.
    private static func volatility(_ closes: [Double]) -> Double? {
        let returns = zip(closes, closes.dropFirst()).suffix(96).map { older, newer in
            let x = (newer - older) / (newer + older)
            return 2 * (x + x * x * x / 3 + x * x * x * x * x / 5)
        }
        guard returns.count == 96 else { return nil }
        let mean = returns.reduce(0, +) / 96
        let squares = returns.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
        return (squares / 95).squareRoot() * 175_200.0.squareRoot()
    }

    private static func swings(_ candles: ArraySlice<Candle>) -> [(price: Double, time: Timestamp)] {
        var found: [(price: Double, time: Timestamp)] = []
        for index in candles.indices.dropFirst(2).dropLast(2) {
            let middle = candles[index]
            let before = candles[index - 2..<index]
            let after = candles[index + 1...index + 2]
            if before.allSatisfy({ $0.high < middle.high }), after.allSatisfy({ $0.high <= middle.high }) {
                found.append((middle.high.value, middle.closeTime))
            }
            if before.allSatisfy({ $0.low > middle.low }), after.allSatisfy({ $0.low >= middle.low }) {
                found.append((middle.low.value, middle.closeTime))
            }
        }
        return found.suffix(64)
    }

    /// All levels, lowest first.
    private static func levels(
        _ swings: [(price: Double, time: Timestamp)],
        close: Double,
        atr14: Double
    ) -> [PriceLevel] {
        var groups: [[(price: Double, time: Timestamp)]] = []
        for swing in swings.sorted(by: { $0.price < $1.price }) {
            if let first = groups.last?.first, swing.price <= first.price + 0.5 * atr14 {
                groups[groups.count - 1].append(swing)
            } else {
                groups.append([swing])
            }
        }
        return groups.map { group in
            let price = group.map(\.price).reduce(0, +) / Double(group.count)
            let last = group.map(\.time).max() ?? .epoch
            return PriceLevel(price: price, touches: group.count, lastTouch: last, distance: abs(price - close) / atr14)
        }
    }
}
