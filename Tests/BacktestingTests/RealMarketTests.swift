import Backtesting
import Foundation
import MarketDataFeeds
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

    /// What is not known yet changes nothing, on real candles: everything after a random moment is another market.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: folder)), arguments: 1...3 as ClosedRange<UInt64>)
    func noCandleChangesADecisionBeforeIt(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let candles = try Self.candles()
        let known = try Fixture.history(candles, Self.names)
        let half = candles.count / 2
        let moment = candles[Int.random(in: half..<candles.count, using: &generator)].closeTime
        let changed = try candles.map { candle in
            guard candle.closeTime > moment else { return candle }
            let factor = Int64.random(in: 70...130, using: &generator)
            return try candle.scaled(percent: factor)
        }
        let other = try Fixture.history(changed, Self.names)
        #expect(known.entries.filter { $0.time <= moment } == other.entries.filter { $0.time <= moment })
        #expect(known.cycles.filter { $0.cycle.time <= moment } == other.cycles.filter { $0.cycle.time <= moment })
        #expect(known.cycles != other.cycles)
    }
}
