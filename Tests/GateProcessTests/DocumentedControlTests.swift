import Foundation
import Testing
import TradingDomain

/// `docs/risk.md` and the tests of the real gate name the same controls and the same changes of state: one without a
/// test, and a test without a row, both fail.
@Suite struct DocumentedControlTests {
    /// Cells of the rows whose first cell is a letter of these and a number.
    private static func rows(_ letters: String) throws -> [[String]] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "docs/risk.md"), encoding: .utf8)
            .split(separator: "\n").filter { $0.hasPrefix("| ") }
            .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " ")) } }
            .filter { cells in
                guard let id = cells.first, let letter = id.first else { return false }
                return letters.contains(letter) && Int(id.dropFirst()) != nil
            }
    }

    private static func words(_ cell: String) -> [String] {
        cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
    }

    @Test func everyControlFiresThroughTheProcessAndIsDocumented() throws {
        let rows = try Self.rows("EGS")
        #expect(rows.count >= 40)
        #expect(Set(rows.compactMap(\.first)).count == rows.count, "two controls have one name")
        for cells in rows {
            let (id, code) = (cells[0], Self.words(cells[1]).first ?? "")
            let tests = LimitRow.all.filter { $0.control == id }
            #expect(!tests.isEmpty, "\(id) \(code) has no row in LimitRow: it is not shown to fire")
            for test in tests { #expect(test.code.rawValue == code, "\(id): \(test.testDescription)") }
            #expect(Self.words(cells[cells.count - 1]).contains("firesAtTheBoundary"), "\(id) does not name the test")
        }
        let known = Set(rows.compactMap(\.first))
        for test in LimitRow.all {
            #expect(
                known.contains(test.control),
                "\(test.testDescription) is of \(test.control), which is not documented"
            )
        }
        for code in Refusal.Code.allCases {
            #expect(LimitRow.all.contains { $0.code == code }, "\(code.rawValue) is never shown to fire")
        }
    }

    @Test func everyChangeOfStateIsShownAndDocumented() throws {
        let rows = try Self.rows("T")
        #expect(rows.compactMap(\.first) == StateRow.all.map(\.change))
        for (cells, row) in zip(rows, StateRow.all) {
            #expect(Self.words(cells[1]) == [row.from] && Self.words(cells[2]) == [row.to], "\(row.testDescription)")
        }
    }
}
