import Foundation
import TestSupport

/// Three-minute candles of two symbols whose trend turns every two days; the same from the same seed.
enum MadeUpCandles {
    static let start_ms: Int64 = 1_700_006_400_000

    static func write(to folder: String, days: Int, seed: UInt64) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (number, (symbol, first)) in [("BTCUSDT", 30_000.0), ("ETHUSDT", 2_000.0)].enumerated() {
            var chance = SeededGenerator(seed: seed * 10 + UInt64(number))
            var text = "open_time_ms,open,high,low,close,volume\n"
            var price = first
            var drift = 0.0
            for row in 0..<(days * 480) {
                if row % 960 == 0 {
                    drift = Double.random(in: 0.00005...0.00015, using: &chance) * (chance.next() % 2 == 0 ? 1 : -1)
                }
                // A sum of uniform numbers is normal enough.
                let noise =
                    (0..<6).reduce(0.0) { sum, _ in sum + Double.random(in: -0.0012...0.0012, using: &chance) } * 0.7
                let close = price * exp(drift + noise)
                let cells = [price, max(price, close) * 1.0004, min(price, close) * 0.9996, close]
                    .map { String(format: "%.2f", $0) }.joined(separator: ",")
                let volume = String(format: "%.4f", Double.random(in: 1...50, using: &chance))
                text += "\(start_ms + Int64(row) * 180_000),\(cells),\(volume)\n"
                price = (close * 100).rounded() / 100
            }
            try text.write(toFile: "\(folder)/\(symbol)-3m.csv", atomically: true, encoding: .utf8)
        }
    }
}
