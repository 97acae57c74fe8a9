import FeatureReport
import Foundation
import MarketDataFeeds
import Testing
import TradingDomain

@Suite struct SnapshotReportTests {
    private static func report(of candles: [Candle], at time: Timestamp? = nil) throws -> SnapshotReport {
        let folder = try Candles.written(candles)
        defer { try? FileManager.default.removeItem(at: folder) }
        let library = try CandleLibrary(path: folder.path)
        let symbol = try #require(candles.first).symbol
        let feed = CandleFeed(library: library, symbols: [symbol], timeframe: .threeMinutes)
        return SnapshotReport(try #require(try feed.snapshots(at: time).first))
    }

    @Test func cheapAndDearPricesKeepFiveDigits() throws {
        for (name, first, price) in [("DOGEUSDT", Int64(18_000_000), 0.18), ("BTCUSDT", 11_000_000_000_000, 110_000)] {
            let text = try Self.report(of: Candles.walk(name, count: 200, first: first)).table(isExplained: false)
            let ema = try #require(text.split(separator: "\n").last { $0.contains(" ema20 ") })
            let shown = try #require(ema.split(separator: " ").last)
            #expect(shown.filter(\.isNumber).drop { $0 == "0" }.count >= 5, "\(shown)")
            #expect(abs(try #require(Double(shown)) / price - 1) < 0.2)
            #expect(!text.contains("e+"))
        }
    }

    @Test func whatIsAbsentIsSaidNeverZero() throws {
        let report = try Self.report(of: Candles.walk(count: 12))
        let text = report.table(isExplained: false)
        #expect(text.contains("freshness            warming up"), "\(text)")
        #expect(text.contains("ema50                absent"))
        #expect(text.contains("funding_rate         absent"))
        let json = report.json(isExplained: false)
        #expect(json.contains("\"ema50\":null"))
        #expect(json.contains("\"trend\":null"))
        #expect(json.contains("\"funding_rate\":null"))
    }

    @Test func theJSONHasEveryValueWithAllItsDigits() throws {
        let json = try Self.report(of: Candles.walk(count: 5_000)).json(isExplained: true)
        let parsed = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(parsed["symbol"] as? String == "DOGEUSDT")
        let trend = try #require(parsed["trend"] as? [String: Any])
        #expect(["up", "down", "sideways"].contains(trend["direction"] as? String))
        #expect((trend["supports"] as? [[String: Any]])?.first?["touches"] is Int)
        let momentum = try #require(parsed["momentum"] as? [String: Any])
        #expect((momentum["last_closes"] as? [Double])?.count == 10)
        let explanations = try #require(parsed["explanations"] as? [String: String])
        #expect(explanations.count == momentum.count + trend.count + 7)
        #expect(!explanations.values.contains(""))
    }

    @Test func aTimeShowsOnlyWhatHadClosedByThen() throws {
        let candles = try Candles.walk(count: 300)
        let time = candles[199].closeTime.advanced(byMilliseconds: 60_000)
        let early = try Self.report(of: candles, at: time)
        #expect(
            early.json(isExplained: true)
                == (try Self.report(of: Array(candles[...199]), at: time)).json(isExplained: true)
        )
        #expect(early.table(isExplained: true).contains("the last closed 3m candle, 1 min before the decision"))
    }
}
