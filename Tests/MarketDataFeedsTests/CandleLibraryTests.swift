import Foundation
import MarketDataFeeds
import Testing
import TradingDomain

@Suite struct CandleLibraryTests {
    private static let data = Data(CandleFolder.text.utf8)
    private static func later(_ hours: Int) -> Data {
        Data((0..<3).map { "\(1_679_659_200_000 + 180_000 * $0 + 3_600_000 * hours),10,12,9,11,5\n" }.joined().utf8)
    }

    @Test func mergesSymbolsByCloseTimeThenSymbol() throws {
        let folder = try CandleFolder(["SOLUSDT-3m.csv": Self.data, "BTCUSDT-3m.csv": Self.data, "notes.txt": Data()])
        let library = try CandleLibrary(path: folder.path)

        var merged = try library.candles(
            symbols: [Symbol("SOLUSDT"), Symbol("BTCUSDT")],
            timeframe: .threeMinutes
        )

        let candles = try merged.all()
        #expect(candles.map(\.symbol.description) == (0..<3).flatMap { _ in ["BTCUSDT", "SOLUSDT"] })
        #expect(candles.map(\.openTime) == candles.map(\.openTime).sorted())
        #expect(merged.report.candles == 6)
        #expect(library.series == ["BTCUSDT-3m", "SOLUSDT-3m"])
    }

    @Test func severalFilesOfASymbolFollowOneAnother() throws {
        let folder = try CandleFolder([
            "BTCUSDT-3m-2023-04.csv": Self.later(1), "BTCUSDT-3m-2023-03.csv": Self.data,
            "BTCUSDT-1m-2023-03.csv": Self.data, "BTCUSDT-3m-2023-05.csv": Self.later(2),
        ])
        var merged = try CandleLibrary(path: folder.path).candles(
            symbols: [Symbol("BTCUSDT")],
            timeframe: .threeMinutes
        )

        #expect(try merged.all().count == 9)
        #expect(merged.report.gaps.map(\.count) == [17, 17])
    }

    @Test func theRangeCutsByOpenAndCloseTime() throws {
        let folder = try CandleFolder(["BTCUSDT-3m.csv": Self.data])
        let library = try CandleLibrary(path: folder.path)
        func opens(_ from: String?, _ to: String?) throws -> [String] {
            var merged = try library.candles(
                symbols: [Symbol("BTCUSDT")],
                timeframe: .threeMinutes,
                from: from.map { try Timestamp(parsing: $0) },
                to: to.map { try Timestamp(parsing: $0) }
            )
            return try merged.all().map { String($0.openTime.description.dropFirst(11).prefix(5)) }
        }
        #expect(try opens(nil, nil) == ["12:00", "12:03", "12:06"])
        #expect(try opens("2023-03-24T12:03", nil) == ["12:03", "12:06"])
        #expect(try opens("2023-03-24T12:01", "2023-03-24T12:06") == ["12:03"])
        #expect(try opens(nil, "2023-03-24T12:08:59") == ["12:00", "12:03"])
        #expect(throws: CandleFileError.self) { try opens("2023-03-25", nil) }
    }

    @Test func whatCannotBeRunIsRefusedByName() throws {
        let hours = Data((0..<5).map { "\(1_679_659_200_000 + 3_600_000 * $0),10,12,9,11,5\n" }.joined().utf8)
        let folder = try CandleFolder([
            "BTCUSDT-3m.csv": Self.data, "BTCUSDT-1h.csv": hours, "ETHUSDT-3m.csv": hours, "SOLUSDT-3m.csv": Self.data,
            "SOLUSDT-3m.csv.gz": Self.data,
        ])
        func refusal(_ path: String, _ symbols: [String], _ timeframe: Timeframe = .threeMinutes) -> String? {
            let error = #expect(throws: CandleFileError.self) {
                let symbols = try symbols.map { try Symbol($0) }
                var merged = try CandleLibrary(path: folder.path + path).candles(symbols: symbols, timeframe: timeframe)
                _ = try merged.all()
            }
            return error?.description.replacingOccurrences(of: folder.path, with: "DIR")
        }
        #expect(
            refusal("", ["BTCUSDT", "XRPUSDT"])
                == "DIR: no file XRPUSDT-3m*.csv[.gz]; there is BTCUSDT-1h, BTCUSDT-3m, ETHUSDT-3m, SOLUSDT-3m"
        )
        #expect(
            refusal("", ["BTCUSDT"], .fiveMinutes)
                == "DIR: no file BTCUSDT-5m*.csv[.gz]; there is BTCUSDT-1h, BTCUSDT-3m, ETHUSDT-3m, SOLUSDT-3m"
        )
        #expect(
            refusal("/BTCUSDT-1h.csv", ["BTCUSDT"])
                == "DIR/BTCUSDT-1h.csv: candles of 1h, but 3m was asked for; give files of 3m"
        )
        #expect(
            refusal("/ETHUSDT-3m.csv", ["ETHUSDT"])
                == "DIR/ETHUSDT-3m.csv: candles of 1h, but 3m was asked for; give files of 3m"
        )
        #expect(
            refusal("/BTCUSDT-3m.csv", ["BTCUSDT", "ETHUSDT"])
                == "DIR/BTCUSDT-3m.csv: candles of BTCUSDT, but BTCUSDT, ETHUSDT was asked for; "
                + "give a folder, or ask for BTCUSDT"
        )
        #expect(
            refusal("", ["SOLUSDT"])
                == "SOLUSDT-3m.csv and SOLUSDT-3m.csv.gz are the same file packed differently; remove one"
        )
        #expect(refusal("", []) == "no symbol was asked for; name at least one, such as BTCUSDT")
        #expect(refusal("/absent", ["BTCUSDT"])?.hasPrefix("DIR/absent: No such file or directory; give") == true)
    }

    @Test(.enabled(if: SharedData.isPresent))
    func theRealSpotFilesHaveOneGapOf26AndTheHaltsFlatCandles() throws {
        let symbols = try ["BTCUSDT", "ETHUSDT", "SOLUSDT"].map { try Symbol($0) }
        let library = try CandleLibrary(path: SharedData.folder + "/market/spot-2022-12_2023-10")
        var merged = try library.candles(symbols: symbols, timeframe: .threeMinutes)
        var previous: (Timestamp, Symbol)?
        while let candle = try merged.next() {
            if let previous { #expect(previous < (candle.openTime, candle.symbol)) }
            previous = (candle.openTime, candle.symbol)
        }

        #expect(merged.report.candles == 3 * 145_973)
        #expect(merged.report.duplicates == 0)
        #expect(merged.report.flatCandles == 3 * 24)
        let start = try Timestamp(parsing: "2023-03-24T12:42")
        let end = try Timestamp(parsing: "2023-03-24T14:00")
        let expected = symbols.map { CandleGap(symbol: $0, timeframe: .threeMinutes, from: start, to: end) }
        #expect(merged.report.gaps == expected)
        #expect(expected.map(\.count) == [26, 26, 26])
    }
}
