import FeatureReport
import Foundation
import Testing
import TradingDomain

/// One small file for each kind of fault.
@Suite struct DataCheckTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "data-check-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Rows of a minute each from the epoch's billionth second on; `text` replaces those that it names.
    private func check(
        _ rows: [String],
        name: String = "BTCUSDT-1m.csv",
        timeframe: Timeframe? = nil,
        asOf: Timestamp? = nil
    ) throws -> DataCheck {
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = "open_time,open,high,low,close,volume\n" + rows.joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: folder.appending(path: name))
        return DataCheck(paths: DataCheck.files(at: folder.path), timeframe: timeframe, asOf: asOf)
    }

    private static func row(_ minute: Int, _ numbers: String = "100,101,99,100,5") -> String {
        "\(1_000_000_020_000 + minute * 60_000),\(numbers)"
    }

    @Test(arguments: [
        (rows: [0, 1, 2].map { row($0) }, expected: "3 rows of 1m; sound", refused: 0),
        (rows: [0, 1, 5].map { row($0) }, expected: "1 gaps (3 candles missing)", refused: 0),
        (rows: [0, 1, 1].map { row($0) }, expected: "1 duplicates", refused: 0),
        (rows: [row(0), row(1), row(1, "100,101,99,100,6")], expected: "1 bad rows", refused: 1),
        (rows: [0, 2, 1].map { row($0) }, expected: "1 bad rows", refused: 1),
        (rows: [row(0), row(1, "100,99,98,100,5")], expected: "1 bad rows", refused: 1),
        (
            rows: [row(0)] + (1...20).map { row($0, "100,100,100,100,0") }, expected: "1 halts (20 flat candles)",
            refused: 0
        ),
        (rows: [row(0), row(1, "100,160,99,100,5")], expected: "1 outliers", refused: 0),
        (rows: [row(0), "\(1_000_000_080_001),100,101,99,100,5"], expected: "1 bad rows", refused: 1),
    ])
    func namesEachFault(rows: [String], expected: String, refused: Int) throws {
        let check = try check(rows)
        #expect(check.text.contains(expected), "\(check.text)")
        #expect(check.refusedFiles == refused)
    }

    @Test func saysTheLineAndTimeOfAFinding() throws {
        let text = try check([0, 1, 5].map { Self.row($0) }).text
        #expect(text.contains("line 4, 2001-09-09T01:52:00Z: gap: 3 candles missing before it"), "\(text)")
    }

    @Test func aCandleThatWasNotOverIsToldWhereTheTimeIsKnown() throws {
        let asOf = Timestamp(milliseconds: 1_000_000_020_000 + 90_000)
        let check = try check([0, 1].map { Self.row($0) }, asOf: asOf)
        #expect(check.text.contains("not closed yet"), "\(check.text)")
        #expect(check.refusedFiles == 1)
    }

    @Test func listsTwentyFindingsAndCountsTheRest() throws {
        let text = try check((0..<31).map { Self.row($0 * 2) }).text
        #expect(text.contains("30 gaps (30 candles missing)"))
        #expect(text.split(separator: "\n").count == 22)
        #expect(text.hasSuffix("  and 10 more\n"))
    }

    @Test func aRowThatIsNoneIsRefusedByFileAndLine() throws {
        let check = try check([Self.row(0), "what,is,this,row,for,once"])
        #expect(check.refusedFiles == 1)
        #expect(check.text.contains("BTCUSDT-1m.csv:3"), "\(check.text)")
    }

    @Test func aNameWithoutIntervalNeedsOne() throws {
        #expect(DataCheck.files(at: "some/where.csv") == ["some/where.csv"])
        let check = DataCheck(paths: ["some/where.csv"], timeframe: nil, asOf: nil)
        #expect(check.text == "some/where.csv: no interval in its name; say which with --interval\n")
    }
}
