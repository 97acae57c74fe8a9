import Backtesting
import PaperTrading
import TestSupport
import Testing
import TradingDomain

/// What is not known yet changes nothing.
@Suite struct PastTests {
    static let names = ["BTCUSDT", "ETHUSDT"]

    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func noCandleChangesAnEntryBeforeIt(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let candles = try Fixture.candles(Self.names, seed: seed, days: 18)
        let known = try Fixture.history(candles, Self.names)
        #expect(known.entries.count > 1)
        for _ in 0..<2 {
            let moment = candles[Int.random(in: candles.count / 2..<candles.count, using: &generator)].closeTime
            let factor = Int64.random(in: 80...120, using: &generator)
            let changed = try candles.map { $0.closeTime > moment ? try $0.scaled(percent: factor) : $0 }
            let other = try Fixture.history(changed, Self.names)
            #expect(known.entries.filter { $0.time <= moment } == other.entries.filter { $0.time <= moment })
            #expect(
                known.cycles.filter { $0.cycle.time <= moment } == other.cycles.filter { $0.cycle.time <= moment }
            )
            if factor != 100 { #expect(known.cycles != other.cycles) }
        }
    }

    @Test(arguments: 1...2 as ClosedRange<UInt64>)
    func noFillIsOnACandleThatWasClosedAtItsDecision(seed: UInt64) throws {
        let candles = try Fixture.candles(Self.names, seed: seed, days: 20)
        let latency_ms = FillModel.standard.latency_ms
        var fills = 0
        for case .fill(let fill) in try Fixture.history(candles, Self.names).entries.map(\.kind)
        where fill.cause == .open || fill.cause == .close {
            fills += 1
            let cycle = fill.order.decision.cycle
            let active = cycle.advanced(byMilliseconds: latency_ms)
            let symbol = fill.order.decision.symbol
            let candle = try #require(candles.first { $0.symbol == symbol && $0.closeTime == fill.time })
            #expect(candle.closeTime > cycle)
            // The open is a price of after the decision only when the candle opened after it.
            let market = candle.openTime >= active ? candle.open : candle.close
            #expect(candle.closeTime > active)
            #expect((fill.price.units - market.units).magnitude <= market.units.magnitude / 1_000)
        }
        #expect(fills > 0)
    }
}

extension Candle {
    /// The same candle at other prices.
    func scaled(percent: Int64) throws -> Candle {
        func price(_ price: Price) throws -> Price { try Price(units: price.units * percent / 100) }
        return try Candle(
            symbol: symbol,
            timeframe: timeframe,
            openTime: openTime,
            open: price(open),
            high: price(high),
            low: price(low),
            close: price(close),
            volume: volume
        )
    }
}
