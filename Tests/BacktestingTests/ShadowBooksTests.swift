import Backtesting
import MarketData
import Performance
import TestSupport
import Testing
import TradingDomain

/// The shadow books of a run are the baselines of a backtest of it, however its history arrives.
@Suite struct ShadowBooksTests {
    static let names = ["BTCUSDT", "ETHUSDT"]

    private static func events(_ candles: [Candle]) throws -> [MarketEvent] {
        var log = try Fixture.log(names)
        var events: [MarketEvent] = []
        for candle in candles { try log.append(candle, into: &events) }
        try log.finish(into: &events)
        return events
    }

    @Test(arguments: 1...2 as ClosedRange<UInt64>)
    func theyAreTheBaselinesOfABacktest(seed: UInt64) throws {
        let candles = try Fixture.candles(Self.names, seed: seed, days: 18)
        let settings = try Fixture.settings(Self.names)
        var backtest = try Backtest(settings, log: Fixture.log(Self.names), ledgerPath: nil)
        backtest.recorder = RunRecorder(keepsAnswers: true)
        var tape = CandleTape(candles)
        _ = try backtest.run(&tape)
        _ = try backtest.close()
        var evaluation = Evaluation(
            try #require(backtest.recorder),
            settings: settings,
            candles: candles,
            cutOffs: []
        )
        _ = try evaluation.addBaselines(settings, log: Fixture.log(Self.names), while: { _ in true })

        let events = try Self.events(candles)
        let cycles = try Fixture.history(candles, Self.names).cycles
        var shadow = try ShadowBooks(settings)
        var generator = SeededGenerator(seed: seed)
        var (nextEvent, nextCycle) = (0, 0)
        // In pieces, the cycles behind the market and at times before it, some twice.
        while nextEvent < events.count || nextCycle < cycles.count {
            let more = min(Int.random(in: 0...700, using: &generator), events.count - nextEvent)
            shadow.add(Array(events[nextEvent..<nextEvent + more]))
            nextEvent += more
            let ahead = min(Int.random(in: 0...90, using: &generator), cycles.count - nextCycle)
            for record in cycles[max(0, nextCycle - 3)..<nextCycle + ahead] { shadow.add(record) }
            nextCycle += ahead
            _ = try shadow.advance()
        }
        #expect(shadow.position == events.last?.position)
        #expect(shadow.missed == 0)
        #expect(shadow.books.map(\.name).sorted() == evaluation.baselines.map(\.name).sorted())
        var trades = 0
        for book in shadow.books {
            let baseline = try #require(evaluation.baselines.first { $0.name == book.name })
            #expect(book.report.finalEquity == baseline.report.finalEquity, "\(book.name)")
            #expect(book.report.trades == baseline.report.trades, "\(book.name)")
            #expect(book.report.fees == baseline.report.fees, "\(book.name)")
            #expect(book.report.maximumDrawdown == baseline.report.maximumDrawdown, "\(book.name)")
            trades += book.report.trades
        }
        #expect(trades > 3)
    }

    @Test func aTickWithoutACycleIsPassedOver() throws {
        let candles = try Fixture.candles(Self.names, seed: 1, days: 16)
        let events = try Self.events(candles)
        let cycles = try Fixture.history(candles, Self.names).cycles
        var shadow = try ShadowBooks(Fixture.settings(Self.names))
        shadow.add(events)
        #expect(try shadow.advance() && shadow.position < events[10].position)
        for (place, record) in cycles.enumerated() where place % 7 != 3 { shadow.add(record) }
        #expect(try shadow.advance())
        #expect(shadow.missed == cycles.indices.count { $0 % 7 == 3 })
        #expect(shadow.books.allSatisfy { $0.report.finalEquity.units > 0 })
    }
}
