import MarketData
import Testing
import TradingDomain

@Suite struct CandleInspectorTests {
    private static let start: Int64 = 1_679_659_200_000

    /// The row `index` minutes after the start; prices in whole units.
    private static func row(_ index: Int64, _ prices: [Int64] = [100, 102, 99, 101], volume: Int64 = 1) -> CandleRow {
        CandleRow(
            openTime_ms: start + index * 60_000,
            open: prices[0] * 100_000_000,
            high: prices[1] * 100_000_000,
            low: prices[2] * 100_000_000,
            close: prices[3] * 100_000_000,
            volume: volume
        )
    }

    struct Example: Sendable, CustomTestStringConvertible {
        let name: String
        let rows: [CandleRow]
        let last: [CandleFinding]
        var testDescription: String { name }
    }

    static let examples = [
        Example(name: "sound", rows: [row(0), row(1)], last: []),
        Example(name: "high below the close", rows: [row(0), row(1, [100, 100, 99, 101])], last: [.badPrices]),
        Example(name: "low above the open", rows: [row(0), row(1, [100, 102, 101, 101])], last: [.badPrices]),
        Example(name: "price of zero", rows: [row(0), row(1, [100, 102, 0, 101])], last: [.badPrices]),
        Example(name: "volume below zero", rows: [row(0), row(1, volume: -1)], last: [.badPrices]),
        Example(
            name: "off the grid",
            rows: [CandleRow(openTime_ms: start + 1, open: 1, high: 1, low: 1, close: 1, volume: 0)],
            last: [.offGrid]
        ),
        Example(name: "duplicate", rows: [row(0), row(0)], last: [.duplicate]),
        Example(name: "conflict", rows: [row(0), row(0, volume: 2)], last: [.conflict]),
        Example(
            name: "disorder",
            rows: [row(2), row(1)],
            last: [.disorder(after: Timestamp(milliseconds: start + 120_000))]
        ),
        Example(name: "gap", rows: [row(0), row(4)], last: [.gap(missing: 3)]),
        Example(name: "fourteen flat ones", rows: (0..<14).map { row($0, [9, 9, 9, 9], volume: 0) }, last: []),
        Example(
            name: "fifteen flat ones",
            rows: (0..<15).map { row($0, [9, 9, 9, 9], volume: 0) },
            last: [.halt(flatCandles: 15)]
        ),
        Example(
            name: "a trade ends the halt",
            rows: (0..<19).map { row($0, [9, 9, 9, 9], volume: 0) } + [row(19, [9, 9, 9, 9])],
            last: []
        ),
        Example(
            name: "wick of 70 %",
            rows: [row(0), row(1), row(2, [101, 172, 99, 101])],
            last: [.outlier(basisPoints: 7029)]
        ),
        Example(name: "wick of 50 % where ranges are 3 %", rows: [row(0), row(1, [101, 151, 99, 101])], last: []),
        Example(
            name: "jump after a gap",
            rows: [row(0), row(5, [300, 303, 299, 301])],
            last: [.gap(missing: 4), .outlier(basisPoints: 19702)]
        ),
    ]

    @Test(arguments: examples)
    func namesWhatIsWrong(_ example: Example) {
        var inspector = CandleInspector(timeframe: .oneMinute)
        let findings = example.rows.map { inspector.inspect($0) }
        #expect(findings.last == example.last)
        #expect(findings.last?.allSatisfy { !$0.description.isEmpty } == true)
    }

    @Test func aCandleThatClosesAfterTheRowWasWrittenIsNotFinal() {
        let asOf = Timestamp(milliseconds: Self.start + 119_999)
        var inspector = CandleInspector(timeframe: .oneMinute, asOf: asOf)
        #expect(inspector.inspect(Self.row(0)) == [])
        #expect(inspector.inspect(Self.row(1)) == [.unclosed])
    }
}
