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

    @Test(arguments: [("DOGEUSDT", Int64(18_000_000)), ("BTCUSDT", 11_000_000_000_000)])
    func everyNumberInTheTableKeepsItsDigits(name: String, first: Int64) throws {
        let report = try Self.report(of: Candles.walk(name, count: 5_000, first: first))
        let json = Data(report.json(isExplained: false).utf8)
        let parsed = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
        let blocks = report.table(isExplained: false).split(separator: "\n\n").dropFirst()
        var compared = 0
        for (block, text) in zip(["market", "trend", "momentum"], blocks) {
            let values = try #require(parsed[block] as? [String: Any])
            for line in text.split(separator: "\n").dropFirst() {
                let words = line.split(separator: " ").map(String.init)
                guard let value = values[words[0]] else { continue }
                let exact = value as? [Double] ?? (value as? Double).map { [$0] } ?? []
                for (shown, exact) in zip(words.dropFirst().compactMap { Double($0) }, exact) {
                    #expect(abs(shown - exact) <= abs(exact) * 5e-6, "\(line)")
                    compared += 1
                }
            }
        }
        #expect(compared > 60)
    }

    @Test func candlesThatMakeNoLogAreRefused() throws {
        let early = try Candles.walk(count: 1)[0]
        let late = try Candle(
            symbol: early.symbol,
            timeframe: early.timeframe,
            openTime: early.openTime.advanced(byMilliseconds: 400 * 86_400_000),
            open: early.open,
            high: early.high,
            low: early.low,
            close: early.close,
            volume: early.volume
        )
        let error = try #require(throws: CandleFeedError.self) { try Self.report(of: [early, late]) }
        #expect("\(error)".contains("a log allows a hole of 366 days"), "\(error)")
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
