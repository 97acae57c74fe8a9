import Foundation
import MarketDataFeeds
import Testing
import TradingDomain

struct RefusedRow: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let line: Int
    let column: String
    let was: String

    var testDescription: String { name }
}

@Suite struct CandleFileTests {
    private static let start = 1_679_659_200_000
    private static let good = "1679659200000,10,12,9,11,5"

    static let refused = [
        RefusedRow(name: "seconds", text: "1679659200,10,12,9,11,5", line: 1, column: "open_time", was: "1679659200"),
        RefusedRow(
            name: "text for a time",
            text: "\(good)\nnoon,10,12,9,11,5",
            line: 2,
            column: "open_time",
            was: "noon"
        ),
        RefusedRow(
            name: "microseconds after milliseconds",
            text: "\(good)\n1679659380000000,10,12,9,11,5",
            line: 2,
            column: "open_time",
            was: "1679659380000000"
        ),
        RefusedRow(
            name: "off the grid",
            text: "\(good)\n1679659440000,10,12,9,11,5",
            line: 2,
            column: "open_time",
            was: "2023-03-24T12:04:00Z"
        ),
        RefusedRow(
            name: "disorder",
            text: "\(good)\n1679659020000,10,12,9,11,5",
            line: 2,
            column: "open_time",
            was: "2023-03-24T11:57:00Z"
        ),
        RefusedRow(
            name: "two truths",
            text: "\(good)\n1679659200000,10,12,9,11,6",
            line: 2,
            column: "open_time",
            was: "2023-03-24T12:00:00Z again with other numbers"
        ),
        RefusedRow(name: "exponent", text: "1679659200000,1e1,12,9,11,5", line: 1, column: "open", was: "1e1"),
        RefusedRow(name: "no price", text: "1679659200000,,12,9,11,5", line: 1, column: "open", was: ""),
        RefusedRow(name: "point first", text: "1679659200000,10,12,.9,11,5", line: 1, column: "low", was: ".9"),
        RefusedRow(name: "point last", text: "1679659200000,10,12,9.,11,5", line: 1, column: "low", was: "9."),
        RefusedRow(name: "two points", text: "1679659200000,10,12,9.0.1,11,5", line: 1, column: "low", was: "9.0.1"),
        RefusedRow(
            name: "nine decimals",
            text: "1679659200000,10,12,9.123456789,11,5",
            line: 1,
            column: "low",
            was: "9.123456789"
        ),
        RefusedRow(name: "zero price", text: "1679659200000,10,12,0,11,5", line: 1, column: "low", was: "0"),
        RefusedRow(name: "negative", text: "1679659200000,10,12,9,11,-5", line: 1, column: "volume", was: "-5"),
        RefusedRow(name: "not a number", text: "1679659200000,10,nan,9,11,5", line: 1, column: "high", was: "nan"),
        RefusedRow(name: "quoted", text: "1679659200000,\"10\",12,9,11,5", line: 1, column: "open", was: "\"10\""),
        RefusedRow(name: "blank", text: "1679659200000, 10,12,9,11,5", line: 1, column: "open", was: " 10"),
        RefusedRow(
            name: "volume beyond 64 bits",
            text: "1679659200000,10,12,9,11,92233720369",
            line: 1,
            column: "volume",
            was: "92233720369"
        ),
        RefusedRow(
            name: "price that wraps to 1",
            text: "1679659200000,10,18446744073709551617,9,11,5",
            line: 1,
            column: "high",
            was: "18446744073709551617"
        ),
        RefusedRow(name: "high too low", text: "1679659200000,10,10.5,9,11,5", line: 1, column: "high", was: "10.5"),
        RefusedRow(name: "low too high", text: "1679659200000,10,12,10.5,11,5", line: 1, column: "low", was: "10.5"),
        RefusedRow(name: "cut off", text: "\(good)\n16796593", line: 2, column: "open_time", was: "16796593"),
        RefusedRow(name: "five columns", text: "1679659200000,10,12,9,11", line: 1, column: "row", was: "5 columns"),
        RefusedRow(
            name: "blank line inside",
            text: "\(good)\n\n1679659380000,10,12,9,11,5",
            line: 2,
            column: "row",
            was: ""
        ),
        RefusedRow(
            name: "another header",
            text: "open_time,close,high,low,open,volume\n\(good)",
            line: 1,
            column: "open",
            was: "close"
        ),
        RefusedRow(
            name: "a page instead of a file",
            text: "<html>451</html>",
            line: 1,
            column: "open_time",
            was: "<html>451</html>"
        ),
    ]

    @Test(arguments: refused)
    func refusesTheRowByFileAndLine(_ example: RefusedRow) throws {
        let folder = try CandleFolder(["BTCUSDT-3m.csv": Data(example.text.utf8)])
        let path = "\(folder.path)/BTCUSDT-3m.csv"
        let file = CandleFile(paths: [path], symbol: try Symbol("BTCUSDT"), timeframe: .threeMinutes)

        let error = #expect(throws: CandleFileError.self) { try file.all() }

        guard case .badRow(path, example.line, example.column, example.was, let allowed) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(!allowed.isEmpty)
    }

    static let accepted = [
        "rows only": CandleFolder.text,
        "no end of line at the end": CandleFolder.rows.joined(separator: "\n"),
        "Windows lines": CandleFolder.rows.joined(separator: "\r\n") + "\r\n",
        "blank lines at the end": CandleFolder.text + "\n\r\n",
        "header of futures":
            "open_time,open,high,low,close,volume,close_time,quote_volume,count,x,y,ignore\n"
            + CandleFolder.rows.joined(separator: ",0,0,1,0,0,0\n") + ",0,0,1,0,0,0\n",
        "our header with a byte order mark": "\u{feff}open_time_ms,open,high,low,close,volume\n" + CandleFolder.text,
        "microseconds": CandleFolder.text.replacingOccurrences(of: "0000,10", with: "0000000,10"),
        "zeros": CandleFolder.text.replacingOccurrences(of: ",10,12,", with: ",010.0000000000,12.00000000,"),
        "every row twice": CandleFolder.rows.map { "\($0)\n\($0)\n" }.joined(),
    ]

    @Test(arguments: accepted.keys.sorted())
    func readsTheSameCandles(form: String) throws {
        let text = try #require(Self.accepted[form])
        let folder = try CandleFolder(["BTCUSDT-3m.csv": Data(text.utf8)])
        let path = "\(folder.path)/BTCUSDT-3m.csv"
        let file = CandleFile(paths: [path], symbol: try Symbol("BTCUSDT"), timeframe: .threeMinutes)

        let candles = try file.all()

        let expected = try (0..<3).map { index in
            try Candle(
                symbol: Symbol("BTCUSDT"),
                timeframe: .threeMinutes,
                openTime: Timestamp(milliseconds: Int64(Self.start + 180_000 * index)),
                open: Price(parsing: "10"),
                high: Price(parsing: "12"),
                low: Price(parsing: "9"),
                close: Price(parsing: "11"),
                volume: Quantity(parsing: "5")
            )
        }
        #expect(candles == expected)
        #expect(file.report.duplicates == (form == "every row twice" ? 3 : 0))
    }

    @Test func everyPriceReadsAsTheDomainReadsIt() throws {
        let texts = [
            "0.00000001", "92233720368.54775807", "101.25", "7", "0.1", "123456789.12345678", "00012.5", "1.10",
        ]
        for text in texts {
            let folder = try CandleFolder(["x.csv": Data("\(Self.start),\(text),\(text),\(text),\(text),\(text)".utf8)])
            let file = CandleFile(paths: ["\(folder.path)/x.csv"], symbol: try Symbol("BTCUSDT"), timeframe: .oneMinute)
            let candle = try #require(try file.next())
            #expect(candle.open == (try Price(parsing: text)), "\(text)")
            #expect(candle.volume == (try Quantity(parsing: text)), "\(text)")
        }
    }

    @Test func linesThatCrossChunksReadWhole() throws {
        let count = 30_000
        let text = (0..<count).map { "\(Self.start + 60_000 * $0),10.\($0 % 10),12,9,11,\($0)\n" }.joined()
        let folder = try CandleFolder(["x.csv": Data(text.utf8)])
        let file = CandleFile(paths: ["\(folder.path)/x.csv"], symbol: try Symbol("BTCUSDT"), timeframe: .oneMinute)

        let candles = try file.all()

        #expect(candles.count == count)
        #expect(candles.map(\.volume.units) == (0..<count).map { Int64($0) * 100_000_000 })
    }

    @Test func aGapIsReportedAndNothingFilledIn() throws {
        let text = [0, 1, 5].map { "\(Self.start + 180_000 * $0),10,12,9,11,5\n" }.joined()
        let folder = try CandleFolder(["x.csv": Data(text.utf8)])
        let file = CandleFile(paths: ["\(folder.path)/x.csv"], symbol: try Symbol("BTCUSDT"), timeframe: .threeMinutes)

        let candles = try file.all()

        #expect(candles.count == 3)
        #expect(file.report.gapCount == 1)
        #expect(file.report.gaps.map(\.count) == [3])
        #expect(
            file.report.gaps.first?.description
                == "BTCUSDT 3m: 3 candles missing from 2023-03-24T12:06:00Z to 2023-03-24T12:15:00Z"
        )
    }

    @Test(arguments: [3, 5, 60])
    func candlesOfAnotherIntervalAreRefused(minutes: Int) throws {
        let text = (0..<100).map { "\(Self.start + 60_000 * minutes * $0),10,12,9,11,5\n" }.joined()
        let folder = try CandleFolder(["x.csv": Data(text.utf8)])
        let path = "\(folder.path)/x.csv"
        let file = CandleFile(paths: [path], symbol: try Symbol("BTCUSDT"), timeframe: .oneMinute)

        let error = #expect(throws: CandleFileError.self) { try file.next() }

        let was = minutes == 60 ? "1h" : "\(minutes)m"
        #expect(error == .otherInterval(file: path, was: was, asked: .oneMinute))
    }

    @Test func aCheckListsFindingsByLineAndGoesOn() throws {
        let rows = [0, 1, 1, 5, 2].map { "\(Self.start + 180_000 * $0),10,12,9,11,5\n" }.joined()
        let folder = try CandleFolder(["x.csv": Data("open_time,open,high,low,close,volume\n\(rows)".utf8)])

        let check = try CandleFileCheck(path: "\(folder.path)/x.csv", timeframe: .threeMinutes)

        #expect(check.rows == 5)
        #expect(
            check.findings.map { $0.description.replacingOccurrences(of: folder.path, with: "DIR") } == [
                "DIR/x.csv:4: 2023-03-24T12:03:00Z duplicate of the row before",
                "DIR/x.csv:5: 2023-03-24T12:15:00Z gap: 3 candles missing before it",
                "DIR/x.csv:6: 2023-03-24T12:06:00Z out of order, comes after 2023-03-24T12:15:00Z",
            ]
        )
    }

    @Test func everySourceIsReadAlike() throws {
        let folder = try CandleFolder(["BTCUSDT-3m.csv": Data(CandleFolder.text.utf8)])
        let library = try CandleLibrary(path: folder.path)
        let start = Timestamp(milliseconds: Int64(Self.start))
        let sources: [any CandleSource] = [
            try library.candles(symbols: [Symbol("BTCUSDT")], timeframe: .threeMinutes),
            try SyntheticMarket(seed: 1, symbols: [Symbol("BTCUSDT")], timeframe: .threeMinutes, start: start),
        ]
        for var source in sources { #expect(try source.next()?.openTime == start) }
    }
}
