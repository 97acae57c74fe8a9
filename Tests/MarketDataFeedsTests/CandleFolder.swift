import Foundation
import MarketDataFeeds
import TradingDomain

/// A folder of its own for one test, with candle files.
struct CandleFolder: ~Copyable {
    let path: String

    init(_ files: [String: Data] = [:]) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "candles-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, data) in files { try data.write(to: URL(filePath: "\(path)/\(name)")) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Three candles of one price, from 2023-03-24 12:00 on.
    static let rows = (0..<3).map { "\(1_679_659_200_000 + 180_000 * $0),10,12,9,11,5" }
    static let text = rows.joined(separator: "\n") + "\n"
}

extension CandleFile {
    /// All candles of one symbol.
    func all() throws(CandleFileError) -> [Candle] {
        var candles: [Candle] = []
        while let candle = try next() { candles.append(candle) }
        return candles
    }
}

extension MergedCandles {
    mutating func all() throws(CandleFileError) -> [Candle] {
        var candles: [Candle] = []
        while let candle = try next() { candles.append(candle) }
        return candles
    }
}
