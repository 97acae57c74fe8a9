import Features
import Foundation
import MarketDataFeeds
import TestSupport
import Testing
import TradingDomain

/// What a snapshot shows equals TA-Lib at every row of both golden files, for every column that it has.
@Suite(.enabled(if: SharedData.isPresent), .timeLimit(.minutes(2)))
struct GoldenTests {
    @Test func theMomentumViewEqualsTALib() throws {
        let table = try Table(contentsOf: SharedData.golden(SharedData.doge))
        let columns: [(name: String, value: (MomentumFeatures) -> Double?)] = [
            ("ema20", { $0.ema20 }), ("ema50", { $0.ema50 }), ("rsi7", { $0.rsi7 }), ("rsi14", { $0.rsi14 }),
            ("macd", { $0.macd?.line }), ("macd_signal", { $0.macd?.signal }),
            ("macd_hist", { $0.macd?.histogram }), ("atr14", { $0.atr14 }),
        ]
        var engine = try FeatureEngine(symbols: [Symbol("DOGEUSDT")], entryTimeframe: .threeMinutes)
        let file = try CandleFile(
            paths: [SharedData.market("um-2025-05_2025-06/DOGEUSDT-3m.csv.gz")],
            symbol: Symbol("DOGEUSDT"),
            timeframe: .threeMinutes
        )
        var row = 0
        while let snapshot = try Self.next(file, into: &engine, at: row) {
            let view = try #require(snapshot.momentum)
            for column in columns where try !Self.isEqual(column.value(view), table, column.name, row) { return }
            row += 1
        }
        #expect(row == table.rows.count)
    }

    @Test func theTrendViewEqualsTALib() throws {
        let table = try Table(contentsOf: SharedData.golden(SharedData.bitcoin))
        let columns: [(name: String, value: (TrendFeatures) -> Double?)] = [
            ("ema20", { $0.ema20 }), ("ema50", { $0.ema50 }), ("rsi14", { $0.rsi14 }),
            ("macd", { $0.macd?.line }), ("macd_signal", { $0.macd?.signal }),
            ("macd_hist", { $0.macd?.histogram }), ("atr3", { $0.atr3 }), ("atr14", { $0.atr14 }),
            ("adx14", { $0.adx14 }), ("bb_upper", { $0.bollinger?.upper }),
            ("bb_middle", { $0.bollinger?.middle }), ("bb_lower", { $0.bollinger?.lower }),
        ]
        var engine = try FeatureEngine(symbols: [Symbol("BTCUSDT")], entryTimeframe: .threeMinutes)
        let file = try CandleFile(
            paths: [SharedData.market("um-2025-02_2026-05/BTCUSDT-4h.csv.gz")],
            symbol: Symbol("BTCUSDT"),
            timeframe: .fourHours
        )
        var row = 0
        while let snapshot = try Self.next(file, into: &engine, at: row) {
            let view = try #require(snapshot.trend)
            for column in columns where try !Self.isEqual(column.value(view), table, column.name, row) { return }
            row += 1
        }
        #expect(row == table.rows.count)
    }

    private static func next(
        _ file: CandleFile,
        into engine: inout FeatureEngine,
        at row: Int
    ) throws -> FeatureSnapshot? {
        guard let candle = try file.next() else { return nil }
        let position = LogPosition(row + 1)
        engine.apply(MarketEvent(position: position, time: candle.closeTime, kind: .candleClosed(candle)))
        return engine.snapshots(at: CycleID(time: candle.closeTime, position: position)).first
    }

    /// Equal to the bit, and absent where TA-Lib is; one report is enough.
    private static func isEqual(_ got: Double?, _ table: Table, _ column: String, _ row: Int) throws -> Bool {
        let place = try #require(table.header.firstIndex(of: column))
        let wanted = table.rows[row][place]
        if got == wanted { return true }
        Issue.record("\(column), row \(row): \(got as Double?) where TA-Lib has \(wanted as Double?)")
        return false
    }
}
