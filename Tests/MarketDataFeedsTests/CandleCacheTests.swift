import Foundation
import MarketDataFeeds
import Testing
import TradingDomain

/// A binary copy is read where it stands for its text, and nowhere else.
@Suite struct CandleCacheTests {
    private static let text = """
        open_time_ms,open,high,low,close,volume
        1700006400000,100.5,101,100,100.75,12.5
        1700006580000,100.75,102,100.5,101,3
        1700006760000,101,101.5,99,99.5,0

        """

    private static func folder() throws -> String {
        let path = NSTemporaryDirectory() + "cache-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    private static func candles(_ path: String, _ cache: CandleCache?) throws -> [Candle] {
        var merged = try CandleLibrary(path: path, cache: cache).candles(
            symbols: [try Symbol("BTCUSDT")],
            timeframe: .threeMinutes
        )
        var candles: [Candle] = []
        while let candle = try merged.next() { candles.append(candle) }
        return candles
    }

    private static func copies(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(folder)/cache").sorted()
    }

    @Test func aCopyGivesTheSameCandlesAndIsMadeOnce() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = "\(folder)/BTCUSDT-3m.csv"
        try Self.text.write(toFile: path, atomically: true, encoding: .utf8)
        let cache = CandleCache(folder: "\(folder)/cache")
        let plain = try Self.candles(path, nil)
        #expect(plain.count == 3)
        #expect(try Self.candles(path, cache) == plain)
        let copies = try Self.copies(folder)
        #expect(copies.count == 1)
        let made = try FileManager.default.attributesOfItem(atPath: "\(folder)/cache/\(copies[0])")[.systemFileNumber]
        #expect(try Self.candles(path, cache) == plain)
        let kept = try FileManager.default.attributesOfItem(atPath: "\(folder)/cache/\(copies[0])")[.systemFileNumber]
        #expect(made as? UInt64 == kept as? UInt64)
    }

    /// Same size and same time of change, another number.
    @Test func aTextThatChangedUnnoticedIsReadAnew() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = "\(folder)/BTCUSDT-3m.csv"
        try Self.text.write(toFile: path, atomically: true, encoding: .utf8)
        let cache = CandleCache(folder: "\(folder)/cache")
        _ = try Self.candles(path, cache)
        let date = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate]
        try Self.text.replacing("12.5", with: "12.6").write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.modificationDate: try #require(date)], ofItemAtPath: path)
        #expect(try Self.candles(path, cache)[0].volume.description == "12.6")
    }

    @Test func everyDamagedByteOfACopyIsNoticed() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = "\(folder)/BTCUSDT-3m.csv"
        try Self.text.write(toFile: path, atomically: true, encoding: .utf8)
        let cache = CandleCache(folder: "\(folder)/cache")
        let plain = try Self.candles(path, cache)
        let copy = URL(filePath: "\(folder)/cache/\(try Self.copies(folder)[0])")
        let whole = try Data(contentsOf: copy)
        for place in whole.indices {
            var damaged = whole
            damaged[place] ^= 0x20
            try damaged.write(to: copy)
            #expect(try Self.candles(path, cache) == plain, "byte \(place)")
        }
        try whole.prefix(70).write(to: copy)
        #expect(try Self.candles(path, cache) == plain)
    }

    @Test func aBadRowIsRefusedByItsLineWithOrWithoutACopy() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = "\(folder)/BTCUSDT-3m.csv"
        let swapped = Self.text.replacing("1700006760000", with: "1700006400000")
        try swapped.write(toFile: path, atomically: true, encoding: .utf8)
        let cache = CandleCache(folder: "\(folder)/cache")
        var texts: [String] = []
        for choice in [nil, cache, cache] {
            do { _ = try Self.candles(path, choice) } catch { texts.append("\(error)") }
        }
        #expect(texts.count == 3 && Set(texts).count == 1 && texts[0].contains("csv:4:"), "\(texts)")
    }
}
