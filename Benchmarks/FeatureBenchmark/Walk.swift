import TradingDomain

/// The log of a pseudo-random walk of some symbols, with a 4 h candle after every 80 entry candles.
struct Walk {
    let symbols: [Symbol]
    let entryCandles: Int
    private(set) var events: [MarketEvent] = []

    /// `nil` only if a made-up candle is refused.
    init?(symbols count: Int, candles: Int) {
        symbols = (0..<count).compactMap { try? Symbol("S\($0 + 10_000)") }
        let rows = max(candles / count, 4_200)
        entryCandles = rows * count
        var state: UInt64 = 1
        var prices = [Int64](repeating: 10_000_000_000, count: count)
        for row in 0..<rows {
            for index in symbols.indices {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let open = prices[index]
                prices[index] = max(open + Int64(state >> 40) - 8_388_608, 1_000_000_000)
                guard add(symbols[index], .threeMinutes, row, open, prices[index]) else { return nil }
            }
            guard row % 80 == 79 else { continue }
            for index in symbols.indices {
                guard add(symbols[index], .fourHours, row / 80, prices[index] - 9_999_999, prices[index]) else {
                    return nil
                }
            }
        }
    }

    private mutating func add(_ symbol: Symbol, _ timeframe: Timeframe, _ row: Int, _ open: Int64, _ close: Int64)
        -> Bool
    {
        guard let openPrice = try? Price(units: open), let closePrice = try? Price(units: close),
            let high = try? Price(units: max(open, close) + 3_000_000),
            let low = try? Price(units: min(open, close) - 3_000_000),
            let volume = try? Quantity(units: 5 + abs(open - close)),
            let candle = try? Candle(
                symbol: symbol,
                timeframe: timeframe,
                openTime: Timestamp(milliseconds: Int64(row) * timeframe.milliseconds),
                open: openPrice,
                high: high,
                low: low,
                close: closePrice,
                volume: volume
            )
        else { return false }
        let position = LogPosition(events.count + 1)
        events.append(MarketEvent(position: position, time: candle.closeTime, kind: .candleClosed(candle)))
        return true
    }
}
