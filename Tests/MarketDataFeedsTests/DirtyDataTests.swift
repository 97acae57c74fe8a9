import MarketData
import MarketDataFeeds
import Testing
import TradingDomain

/// The faults that really happened, each with its documented classification.
@Suite(.enabled(if: SharedData.isPresent)) struct DirtyDataTests {
    private func findings(_ name: String, _ timeframe: Timeframe, asOf: String? = nil) throws -> [String:
        [CandleFinding]]
    {
        let check = try CandleFileCheck(
            path: "\(SharedData.folder)/dirty/\(name).csv",
            timeframe: timeframe,
            asOf: asOf.map { try Timestamp(parsing: $0) }
        )
        var all: [String: [CandleFinding]] = [:]
        for found in check.findings {
            all[String(found.openTime.description.dropFirst(11).prefix(5)), default: []].append(found.finding)
        }
        return all
    }

    @Test(arguments: ["BTCUSDT", "ETHUSDT", "SOLUSDT"])
    func theSpotHaltIsAHaltAndThenAGap(symbol: String) throws {
        let found = try findings("spot-\(symbol)-3m-halt-2023-03-24", .threeMinutes)
        #expect(found["11:39"] == nil)
        #expect(found["11:42"] == [.halt(flatCandles: 5)])
        #expect(found["12:39"] == [.halt(flatCandles: 24)])
        #expect(found["14:00"] == [.gap(missing: 26)])
        #expect(found.count == 21)
    }

    @Test(arguments: ["BTCUSDT", "ETHUSDT"])
    func theShortFuturesHaltIsAHaltWithoutAGap(symbol: String) throws {
        let found = try findings("um-\(symbol)-5m-halt-2025-08-29", .fiveMinutes)
        #expect(found == ["06:30": [.halt(flatCandles: 3)]])
    }

    @Test func theUnclosedLastCandleIsKnownByTheTimeItWasWritten() throws {
        let name = "um-SOLUSDT-5m-unclosed-last-candle"
        #expect(try findings(name, .fiveMinutes, asOf: "2025-12-31T11:38") == ["11:35": [.unclosed]])
        #expect(try findings(name, .fiveMinutes).isEmpty)
    }
}
