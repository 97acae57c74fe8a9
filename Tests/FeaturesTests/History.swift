import Features
import MarketData
import TestSupport
import Testing
import TradingDomain

/// Candles of several symbols, the log that the market data stage makes of them, and every snapshot of it.
enum History {
    static func symbols(_ count: Int) throws -> [Symbol] {
        try ["BTCUSDT", "DOGEUSDT", "ETHUSDT", "SOLUSDT"].prefix(count).map { try Symbol($0) }
    }

    /// By close time, then symbol, with a gap here and there.
    static func candles(symbols count: Int, count perSymbol: Int, seed: UInt64) throws -> [Candle] {
        var generator = SeededGenerator(seed: seed &+ 99)
        var candles: [Candle] = []
        for (index, symbol) in try symbols(count).enumerated() {
            let walk = try Walk.candles(of: symbol, count: perSymbol, seed: seed &+ UInt64(index))
            let gap = Int.random(in: perSymbol / 2..<perSymbol, using: &generator)
            candles += walk.prefix(gap) + walk.dropFirst(gap + Int.random(in: 0...90, using: &generator))
        }
        return candles.sorted { ($0.closeTime, $0.symbol) < ($1.closeTime, $1.symbol) }
    }

    /// The same candles with other numbers from an index on.
    static func changed(
        _ candles: [Candle],
        from cut: Int,
        using generator: inout SeededGenerator
    ) throws -> [Candle] {
        var changed = Array(candles[..<cut])
        for candle in candles[cut...] {
            let shift = Int64.random(in: 1...50, using: &generator) * 100_000
            changed.append(
                try Candle(
                    symbol: candle.symbol,
                    timeframe: candle.timeframe,
                    openTime: candle.openTime,
                    open: candle.open,
                    high: Price(units: candle.high.units + 2 * shift),
                    low: candle.low,
                    close: Price(units: candle.high.units + shift),
                    volume: Quantity(units: candle.volume.units + shift)
                )
            )
        }
        return changed
    }

    static func events(of candles: [Candle]) throws -> [MarketEvent] {
        var symbols: [Symbol] = []
        for symbol in candles.map(\.symbol).sorted() where symbols.last != symbol { symbols.append(symbol) }
        var log = try MarketLog(symbols: symbols, entryTimeframe: .threeMinutes)
        var events: [MarketEvent] = []
        for candle in candles { try log.append(candle, into: &events) }
        try log.finish(into: &events)
        return events
    }

    /// Of every tick, all symbols.
    static func snapshots(of candles: [Candle]) throws -> [FeatureSnapshot] {
        let events = try events(of: candles)
        var engine = FeatureEngine(symbols: candles.map(\.symbol), entryTimeframe: .threeMinutes)
        var snapshots: [FeatureSnapshot] = []
        for event in events {
            engine.apply(event)
            guard event.kind == .tick else { continue }
            snapshots += engine.snapshots(at: CycleID(time: event.time, position: event.position))
        }
        return snapshots
    }
}
