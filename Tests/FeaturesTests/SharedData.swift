import Foundation
import MarketDataFeeds
import TradingDomain

/// The `shared` folder beside the package, where there is one.
enum SharedData {
    static let folder = URL(filePath: #filePath)
        .resolvingSymlinksInPath()
        .deletingLastPathComponent()
        .appending(path: "../../../shared/data")
        .standardizedFileURL

    static let doge = "um-2025-05_2025-06-DOGEUSDT-3m"
    static let bitcoin = "um-2025-02_2026-05-BTCUSDT-4h"

    static var isPresent: Bool {
        [doge, bitcoin].allSatisfy { FileManager.default.fileExists(atPath: golden($0).path) }
    }

    static func golden(_ name: String) -> URL { folder.appending(path: "golden/\(name).talib.csv.gz") }

    static func market(_ name: String) -> String { folder.appending(path: "market/\(name)").path }

    /// The first candles of a file, oldest first.
    static func candles(_ folder: String, _ symbol: String, _ timeframe: Timeframe, count: Int) throws -> [Candle] {
        let file = CandleFile(
            paths: [market("\(folder)/\(symbol)-\(timeframe).csv.gz")],
            symbol: try Symbol(symbol),
            timeframe: timeframe
        )
        var candles: [Candle] = []
        while candles.count < count, let candle = try file.next() { candles.append(candle) }
        return candles
    }
}
