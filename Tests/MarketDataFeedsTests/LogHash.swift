import TradingDomain

/// FNV-1a over every number of a market log, the same on every machine.
struct LogHash {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ number: Int64) {
        value = (value ^ UInt64(bitPattern: number)) &* 0x0000_0100_0000_01B3
    }

    mutating func add(_ candle: Candle) {
        for byte in candle.symbol.description.utf8 { add(Int64(byte)) }
        for number in [
            candle.timeframe.milliseconds, candle.openTime.milliseconds, candle.open.units, candle.high.units,
            candle.low.units, candle.close.units, candle.volume.units,
        ] { add(number) }
    }

    mutating func add(_ events: [MarketEvent]) {
        for event in events {
            add(Int64(event.position))
            add(event.time.milliseconds)
            switch event.kind {
            case .candleClosed(let candle): add(candle)
            case .gapFound(_, let timeframe, let from, let to):
                for number in [timeframe.milliseconds, from.milliseconds, to.milliseconds] { add(number) }
            case .tick: add(0)
            case .fundingSettled(_, let rate): add(rate.units)
            }
        }
    }
}
