import MarketData
import TestSupport
import Testing
import TradingDomain

/// A move of the price opens an extra tick, at the boundary and not one step before it.
@Suite struct TriggerTests {
    private func ticks(_ closes: [(minute: Int64, close: String)], trigger: Int64, interval: Int64 = 15) throws
        -> [String]
    {
        var log = try MarketLog(
            symbols: [Symbol("BTCUSDT")],
            entryTimeframe: .threeMinutes,
            cycleInterval_ms: interval * 60_000,
            trigger_basisPoints: trigger
        )
        var events: [MarketEvent] = []
        for row in closes {
            try log.append(try candle(row.minute, close: row.close), into: &events)
        }
        try log.finish(into: &events)
        return events.map(\.summary).filter { $0.hasSuffix("tick") }
    }

    private func candle(_ minute: Int64, close: String) throws -> Candle {
        let start = try Timestamp(parsing: "2023-03-24T12:00")
        let price = try Price(parsing: close)
        return try Candle(
            symbol: Symbol("BTCUSDT"),
            timeframe: .threeMinutes,
            openTime: start.advanced(byMilliseconds: minute * 60_000),
            open: price,
            high: price,
            low: price,
            close: price,
            volume: Quantity(parsing: "1")
        )
    }

    /// Ticks at 12:15 and 12:30; the candle that closes at 12:15 is the reference.
    private func rows(_ later: [(Int64, String)]) -> [(minute: Int64, close: String)] {
        [0, 3, 6, 9, 12].map { ($0, "100") } + later.map { ($0.0, $0.1) }
    }

    @Test func firesAtTheBoundaryInBothDirections() throws {
        for close in ["100.5", "99.5", "101", "50"] {
            #expect(
                try ticks(rows([(15, "100"), (18, close), (21, close)]), trigger: 50) == ["12:15 tick", "12:21 tick"]
            )
        }
        for close in ["100.49999999", "99.50000001"] {
            #expect(try ticks(rows([(15, "100"), (18, close), (21, close)]), trigger: 50) == ["12:15 tick"])
        }
        #expect(try ticks(rows([(15, "150")]), trigger: 0) == ["12:15 tick"])
    }

    @Test func measuresFromTheLastTickOfEitherKind() throws {
        let moves = rows([(15, "101"), (18, "101.5"), (21, "102.01"), (24, "101.5"), (27, "101")])
        // 12:18 by 1 %, then 12:24 by 1 % of 101; 12:30 is due anyway and opens no second tick.
        #expect(try ticks(moves, trigger: 100) == ["12:15 tick", "12:18 tick", "12:24 tick", "12:30 tick"])
    }

    @Test func aMoveAtADueTickOpensNoOther() throws {
        #expect(try ticks(rows([(15, "100"), (27, "110")]), trigger: 50) == ["12:15 tick", "12:30 tick"])
    }

    @Test func neverBeforeTheFirstTick() throws {
        let candles: [(Int64, String)] = [(0, "100"), (3, "150"), (6, "200"), (9, "200"), (12, "200")]
        #expect(try ticks(candles.map { ($0.0, $0.1) }, trigger: 50) == ["12:15 tick"])
    }

    @Test func comesAfterTheTrendCandleOfItsTime() throws {
        var log = try MarketLog(
            symbols: [Symbol("BTCUSDT")],
            entryTimeframe: .threeMinutes,
            cycleInterval_ms: 7_200_000 + 14_400_000,
            trigger_basisPoints: 50
        )
        var events: [MarketEvent] = []
        for minute in stride(from: Int64(0), to: 720, by: 3) {
            try log.append(candle(minute, close: minute < 477 ? "100" : "101"), into: &events)
        }
        try log.finish(into: &events)
        let summaries = events.map(\.summary)
        // Ticks every six hours: 18:00 and 00:00. The price moves with the candle that closes at 20:00.
        let place = try #require(summaries.firstIndex(of: "20:00 tick"))
        #expect(summaries[place - 2...place] == ["20:00 BTCUSDT 3m", "20:00 BTCUSDT 4h", "20:00 tick"])
        #expect(summaries.filter { $0.hasSuffix("tick") } == ["18:00 tick", "20:00 tick", "00:00 tick"])
        #expect(log.extraTicks == 1)
    }

    @Test func aTriggerOutOfRangeIsRefused() throws {
        let symbols = [try Symbol("BTCUSDT")]
        for trigger: Int64 in [-1, 10_001] {
            #expect(throws: ValueError.self) {
                try MarketLog(symbols: symbols, entryTimeframe: .threeMinutes, trigger_basisPoints: trigger)
            }
        }
        #expect(throws: Never.self) {
            try MarketLog(symbols: symbols, entryTimeframe: .threeMinutes, trigger_basisPoints: 10_000)
        }
    }
}
