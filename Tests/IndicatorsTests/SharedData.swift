import Foundation
import TestSupport
import Testing

/// Real candles and their golden values, in the `shared` folder beside the package where there is one.
enum SharedData {
    struct Series: Sendable, CustomTestStringConvertible {
        let candles: String
        let name: String

        var testDescription: String { name }
        var golden: URL { folder.appending(path: "golden/\(name).talib.csv.gz") }

        func samples() throws -> [Sample] {
            let table = try Table(contentsOf: folder.appending(path: "market/\(candles)"))
            func cells(_ name: String) throws -> [Double] {
                try #require(table.column(name)).map { try #require($0) }
            }
            let (highs, lows, closes) = (try cells("high"), try cells("low"), try cells("close"))
            return try cells("volume").enumerated().map { row, volume in
                Sample(high: highs[row], low: lows[row], close: closes[row], volume: volume)
            }
        }
    }

    static let series = [
        Series(candles: "um-2025-05_2025-06/DOGEUSDT-3m.csv.gz", name: "um-2025-05_2025-06-DOGEUSDT-3m"),
        Series(candles: "um-2025-02_2026-05/BTCUSDT-4h.csv.gz", name: "um-2025-02_2026-05-BTCUSDT-4h"),
    ]

    static var isPresent: Bool {
        series.allSatisfy { FileManager.default.fileExists(atPath: $0.golden.path) }
    }

    private static let folder = URL(filePath: #filePath)
        .resolvingSymlinksInPath()
        .deletingLastPathComponent()
        .appending(path: "../../../shared/data")
        .standardizedFileURL
}
