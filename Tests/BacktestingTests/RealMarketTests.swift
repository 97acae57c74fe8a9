import Backtesting
import Foundation
import MarketDataFeeds
import PaperTrading
import TestSupport
import Testing
import TradingDomain

/// The halt of 2023-03-24, when Binance's spot market stood still.
@Suite struct RealMarketTests {
    static let names = ["BTCUSDT", "ETHUSDT"]
    static let folder = URL(filePath: #filePath)
        .resolvingSymlinksInPath()
        .deletingLastPathComponent()
        .appending(path: "../../../shared/data/market/spot-2022-12_2023-10")
        .standardizedFileURL
        .path

    static func candles() throws -> [Candle] {
        var files = try CandleLibrary(path: folder).candles(
            symbols: try Fixture.symbols(names),
            timeframe: .threeMinutes,
            from: try Timestamp(parsing: "2023-03-10"),
            to: try Timestamp(parsing: "2023-03-26")
        )
        return try CandleTape(reading: &files).candles
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: folder)))
    func nothingIsDecidedWhileTheMarketStandsStill() throws {
        let candles = try Self.candles()
        let history = try Fixture.history(candles, Self.names)
        var next = 0
        var lastClose: [Symbol: Candle] = [:]
        var stale = 0
        for record in history.cycles {
            while next < candles.count, candles[next].closeTime <= record.cycle.time {
                lastClose[candles[next].symbol] = candles[next]
                next += 1
            }
            for symbol in record.symbols {
                guard let last = lastClose[symbol.symbol],
                    record.cycle.time.milliseconds(since: last.closeTime) > 2 * Timeframe.threeMinutes.milliseconds
                else { continue }
                stale += 1
                #expect(!symbol.freshness.isFresh)
                #expect(symbol.decision.action == .hold)
                #expect(symbol.decision.sources.isEmpty)
            }
        }
        #expect(stale > 0)
        let result = try Fixture.result(candles, Self.names)
        #expect(result.gaps >= 2)
        #expect(result.lastEvent == candles.last?.closeTime)
    }

    /// Cuts; `TANDEM_PAST_CUTS` for more of them.
    private static let cuts = Int(ProcessInfo.processInfo.environment["TANDEM_PAST_CUTS"] ?? "") ?? 4

    /// What is not known yet changes nothing, on real candles: after a random moment every candle is another one, or a
    /// single one is.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: folder)))
    func noCandleChangesADecisionBeforeIt() throws {
        let candles = try Self.candles()
        let known = try Fixture.history(candles, Self.names)
        #expect(known.entries.count > 1)
        var changedHistories = 0
        for cut in 0..<Self.cuts {
            var generator = SeededGenerator(seed: UInt64(cut + 1))
            let place = Int.random(in: candles.count / 2..<candles.count - 1, using: &generator)
            let moment = candles[place].closeTime
            let first = candles[(place + 1)...].firstIndex { $0.closeTime > moment } ?? candles.count - 1
            let isSingle = cut % 2 == 1
            let changed = try candles.enumerated().map { index, candle in
                guard isSingle ? index == first : candle.closeTime > moment else { return candle }
                return try candle.scaled(percent: Int64.random(in: 70...99, using: &generator))
            }
            let other = try Fixture.history(changed, Self.names)
            try #require(known.entries.filter { $0.time <= moment } == other.entries.filter { $0.time <= moment })
            try #require(
                known.cycles.filter { $0.cycle.time <= moment } == other.cycles.filter { $0.cycle.time <= moment },
                "cut at \(moment)"
            )
            if known.cycles != other.cycles { changedHistories += 1 }
        }
        #expect(changedHistories * 10 >= Self.cuts * 9, "changes that change nothing later would prove nothing")
        print("\(Self.cuts) cuts, \(known.cycles.count) cycles, \(known.entries.count) entries")
    }

    /// A fill is a price of after its decision: never of a candle that had closed at it.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: folder)))
    func noFillIsOnItsDecisionsOwnCandle() throws {
        let candles = try Self.candles()
        let latency_ms = FillModel.standard.latency_ms
        var fills = 0
        for entry in try Fixture.history(candles, Self.names).entries {
            guard case .fill(let fill) = entry.kind, fill.cause == .open || fill.cause == .close else { continue }
            fills += 1
            let active = fill.order.decision.cycle.advanced(byMilliseconds: latency_ms)
            let symbol = fill.order.decision.symbol
            let candle = try #require(candles.first { $0.symbol == symbol && $0.closeTime == fill.time })
            #expect(candle.closeTime > active)
            let market = candle.openTime >= active ? candle.open : candle.close
            #expect((fill.price.units - market.units).magnitude <= market.units.magnitude / 1_000)
        }
        #expect(fills > 0)
    }
}
