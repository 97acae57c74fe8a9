import Backtesting
import Foundation
import Fusion
import MarketData
import MarketDataFeeds
import PaperTrading
import Risk
import TradingDomain

/// A small market and the settings to trade it.
enum Fixture {
    static let start = Timestamp(milliseconds: 1_767_225_600_000)  // 2026-01-01

    static func symbols(_ names: [String]) throws -> [Symbol] { try names.map { try Symbol($0) } }

    static func settings(
        _ names: [String],
        engine: String = "simulated",
        limits: RiskLimits = .standard
    ) throws -> BacktestSettings {
        let symbols = try symbols(names)
        let instruments = try symbols.map { symbol in
            try InstrumentRules(
                symbol: symbol,
                tick: try Price(parsing: "0.01"),
                lot: try Quantity(parsing: "0.001"),
                minimumNotional: try Money(parsing: "5")
            )
        }
        return try BacktestSettings(
            fusion: try FusionSettings(symbols: symbols, slots: [SlotWeight("qwen"), SlotWeight("deepseek")]),
            limits: limits,
            broker: try BrokerSettings(instruments: instruments),
            initialEquity: try Money(parsing: "100000"),
            engine: { _ in engine }
        )
    }

    static func log(_ names: [String]) throws -> MarketLog {
        try MarketLog(symbols: try symbols(names).sorted(), entryTimeframe: .threeMinutes)
    }

    /// Candles of the synthetic market, `days` of them.
    static func candles(_ names: [String], seed: UInt64, days: Int) throws -> [Candle] {
        var market = try SyntheticMarket(
            seed: seed,
            symbols: try symbols(names),
            timeframe: .threeMinutes,
            start: start
        )
        var candles: [Candle] = []
        while candles.count < days * 480 * names.count, let candle = try market.next() { candles.append(candle) }
        return candles
    }

    /// Runs the candles without a file.
    static func result(
        _ candles: [Candle],
        _ names: [String],
        ledger: String? = nil,
        limits: RiskLimits = .standard
    ) throws -> BacktestResult {
        var backtest = try Backtest(settings(names, limits: limits), log: log(names), ledgerPath: ledger)
        var tape = CandleTape(candles)
        _ = try backtest.run(&tape)
        return try backtest.close()
    }

    /// The ledger of the candles, and the record of each cycle.
    static func history(
        _ candles: [Candle],
        _ names: [String],
        engine: String = "simulated"
    ) throws -> (entries: [LedgerTransaction], cycles: [CycleRecord]) {
        var pipeline = Pipeline(try settings(names, engine: engine))
        var log = try log(names)
        var events: [MarketEvent] = []
        for candle in candles { try log.append(candle, into: &events) }
        try log.finish(into: &events)
        var cycles: [CycleRecord] = []
        for event in events {
            try pipeline.apply(event)
            if case .tick = event.kind, let record = pipeline.newest { cycles.append(record) }
        }
        return (pipeline.entries, cycles)
    }

    /// A folder of its own, which the test removes.
    static func folder() throws -> URL {
        let folder = URL(filePath: NSTemporaryDirectory()).appending(path: "backtest-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}
