import Foundation
import TestSupport
import Testing
import TradingDomain

/// Candles of a seeded walk, and the file that holds them.
enum Candles {
    static let start = Timestamp(milliseconds: 1_700_006_400_000)

    static func walk(_ symbol: String = "DOGEUSDT", count: Int, first: Int64 = 18_000_000) throws -> [Candle] {
        var generator = SeededGenerator(seed: 7)
        var price = first
        return try (0..<count).map { index in
            let open = price
            price += Int64.random(in: -first / 200...first / 200, using: &generator)
            return try Candle(
                symbol: Symbol(symbol),
                timeframe: .threeMinutes,
                openTime: start.advanced(byMilliseconds: Int64(index) * 180_000),
                open: Price(units: open),
                high: Price(units: max(open, price) + first / 500),
                low: Price(units: min(open, price) - first / 500),
                close: Price(units: price),
                volume: Quantity(units: Int64.random(in: 1...9_000_000_000, using: &generator))
            )
        }
    }

    /// Writes a file that the library reads, in a folder of its own, which the caller removes.
    static func written(_ candles: [Candle]) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "feature-report-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let name = "\(try #require(candles.first).symbol)-3m.csv"
        var text = "open_time,open,high,low,close,volume\n"
        for candle in candles {
            text += "\(candle.openTime.milliseconds),\(candle.open),\(candle.high),\(candle.low),\(candle.close),"
            text += "\(candle.volume)\n"
        }
        try Data(text.utf8).write(to: folder.appending(path: name))
        return folder
    }
}
