import FeatureReport
import Foundation
import MarketDataFeeds
import TestSupport
import Testing
import TradingDomain

@Suite struct IndicatorTableTests {
    private static let shared = URL(filePath: #filePath)
        .resolvingSymlinksInPath()
        .deletingLastPathComponent()
        .appending(path: "../../../shared/data")
        .standardizedFileURL

    private static var isPresent: Bool { FileManager.default.fileExists(atPath: shared.appending(path: "golden").path) }

    @Test(
        .enabled(if: isPresent),
        arguments: [
            ("um-2025-05_2025-06", "DOGEUSDT", Timeframe.threeMinutes), ("um-2025-02_2026-05", "BTCUSDT", .fourHours),
        ]
    )
    func equalsTheGoldenFileInEveryCell(folder: String, symbol: String, timeframe: Timeframe) throws {
        let name = "\(symbol)-\(timeframe)"
        let golden = try Table(contentsOf: Self.shared.appending(path: "golden/\(folder)-\(name).talib.csv.gz"))
        #expect(IndicatorTable.header == golden.header.joined(separator: ","))
        let file = CandleFile(
            paths: [Self.shared.appending(path: "market/\(folder)/\(name).csv.gz").path],
            symbol: try Symbol(symbol),
            timeframe: timeframe
        )
        var table = IndicatorTable()
        var row = 0
        while let candle = try file.next() {
            let cells = table.row(candle).split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
            guard cells == golden.rows[row] else {
                Issue.record("row \(row): \(cells) where TA-Lib has \(golden.rows[row])")
                return
            }
            row += 1
        }
        #expect(row == golden.rows.count)
    }

    @Test func cellsAreEmptyUntilWarmAndThereIsOneForEachColumn() throws {
        var table = IndicatorTable()
        let columns = IndicatorTable.header.split(separator: ",")
        var filled: [Int] = []
        for candle in try Candles.walk(count: 60) {
            let cells = table.row(candle).split(separator: ",", omittingEmptySubsequences: false)
            #expect(cells.count == columns.count)
            filled.append(cells.filter { !$0.isEmpty }.count)
        }
        #expect(filled.first == 2)
        #expect(filled.last == columns.count)
        #expect(filled == filled.sorted())
    }
}
