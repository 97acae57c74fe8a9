import ModelScoring
import TestSupport
import Testing
import TradingDomain

@Suite struct ForecastRecordTests {
    private func record(_ rows: [(confidence: Int, isHit: Bool)]) throws -> ForecastRecord {
        var record = ForecastRecord()
        for row in rows {
            record.add(try Percent(row.confidence), isHit: row.isHit, return_e8: row.isHit ? 1_000_000 : -500_000)
        }
        return record
    }

    @Test func figuresOfATableWorkedByHand() throws {
        let record = try record([(90, true), (90, false), (60, true), (100, true)])
        #expect(record.hitRate == 0.75)
        // (0.01 + 0.81 + 0.16 + 0) / 4
        #expect(abs(try #require(record.brierScore) - 0.245) < 1e-12)
        #expect(abs(try #require(record.meanReturn) - 0.00625) < 1e-12)
        #expect(abs(try #require(record.meanConfidence) - 0.85) < 1e-12)
    }

    @Test func nothingIsSaidWithoutAForecast() {
        let record = ForecastRecord()
        #expect(record.hitRate == nil)
        #expect(record.brierScore == nil)
        #expect(record.meanReturn == nil)
        #expect(ReliabilityCurve(record).bins.isEmpty)
        #expect(ReliabilityCurve(record).calibrationError == nil)
        #expect(CalibrationMap(record, minimumSamples: 0) == nil)
    }

    @Test func theSumOfTwoRecordsIsTheRecordOfBoth() throws {
        let rows = [(90, true), (80, false), (60, true), (100, true), (0, false)]
        var first = try record(Array(rows.prefix(2)))
        first.add(try record(Array(rows.dropFirst(2))))
        #expect(first == (try record(rows)))
    }

    @Test func theCurveHasEveryForecastInOneBinAndHundredInTheLast() throws {
        let record = try record([(0, false), (9, true), (10, true), (99, true), (100, false), (55, true)])
        let curve = ReliabilityCurve(record)
        #expect(curve.bins.map(\.range) == [0...9, 10...19, 50...59, 90...100])
        #expect(curve.bins.map(\.count) == [2, 1, 1, 2])
        #expect(curve.bins.map(\.happened) == [0.5, 1, 1, 0.5])
        #expect(curve.bins[3].stated == 0.995)
        for width in [-1, 1, 7, 33, 100, 1000] {
            #expect(ReliabilityCurve(record, width_percent: width).bins.reduce(0) { $0 + $1.count } == 6)
        }
    }

    @Test func aPerfectlyCalibratedRecordHasNoError() throws {
        let rows = (0..<10).map { (70, $0 < 7) }
        #expect(abs(try #require(ReliabilityCurve(try record(rows)).calibrationError)) < 1e-12)
    }
}
