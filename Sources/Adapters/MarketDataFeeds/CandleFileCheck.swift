package import MarketData
package import TradingDomain

/// What is wrong or remarkable in one candle file, by line; nothing is refused but what is no row at all.
package struct CandleFileCheck: Hashable, Sendable {
    /// More findings than this are counted, not listed.
    package static let mostFindingsListed = 1000

    package struct Finding: Hashable, Sendable, CustomStringConvertible {
        package let file: String
        package let line: Int
        package let openTime: Timestamp
        package let finding: CandleFinding

        package var description: String { "\(file):\(line): \(openTime) \(finding)" }
    }

    package private(set) var rows = 0
    package private(set) var findings: [Finding] = []
    package private(set) var findingCount = 0

    /// - Parameters:
    ///   - path: a candle file.
    ///   - timeframe: the interval that its rows should have.
    ///   - asOf: when the file was written, if that is known; a candle that closes later is not closed.
    /// - Throws: ``CandleFileError`` for a row that is not six numbers, or bytes that cannot be unpacked.
    package init(path: String, timeframe: Timeframe, asOf: Timestamp? = nil) throws(CandleFileError) {
        let reader = try CandleRowReader(path: path)
        var inspector = CandleInspector(timeframe: timeframe, asOf: asOf)
        while let row = try reader.next() {
            rows += 1
            for finding in inspector.inspect(row) {
                findingCount += 1
                guard findings.count < Self.mostFindingsListed else { continue }
                let openTime = Timestamp(milliseconds: row.openTime_ms)
                findings.append(Finding(file: path, line: reader.line, openTime: openTime, finding: finding))
            }
        }
    }
}
