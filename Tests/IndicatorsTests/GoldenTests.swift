import Foundation
import TestSupport
import Testing

/// Equality with TA-Lib at every row: first valid row, halts, ties and the last digit.
@Suite struct GoldenTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    @Test(arguments: Column.synthetic)
    func equalsTheReferenceOnTheSyntheticWalk(_ column: Column) throws {
        let table = try Table(contentsOf: Self.folder.appending(path: "indicators.csv"))
        let rows = try #require(table.column("row")).map { Int($0 ?? -1) }
        let expected = try #require(table.column(column.name))
        let readings = column.readings(over: SyntheticWalk.samples)
        expect(rows.map { readings[$0] }, toEqual: expected, within: column.tolerance, column.name)
    }

    @Test func everyColumnOfTheGoldenFileHasItsIndicator() throws {
        let table = try Table(contentsOf: Self.folder.appending(path: "indicators.csv"))
        #expect(Set(table.header) == Set(Column.synthetic.map(\.name)).union(["row"]))
    }

    @Test(.enabled(if: SharedData.isPresent), arguments: SharedData.series)
    func equalsTALibOnRealCandles(_ series: SharedData.Series) throws {
        let samples = try series.samples()
        let table = try Table(contentsOf: series.golden)
        #expect(table.header == ["open_time_ms"] + Column.shared.map(\.name))
        for column in Column.shared {
            let expected = try #require(table.column(column.name))
            expect(column.readings(over: samples), toEqual: expected, within: column.tolerance, column.name)
        }
    }
}
