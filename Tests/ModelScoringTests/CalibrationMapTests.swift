import ModelScoring
import TestSupport
import Testing
import TradingDomain

@Suite struct CalibrationMapTests {
    private func record(_ rows: [(percent: Int, count: Int, hits: Int)]) throws -> ForecastRecord {
        var record = ForecastRecord()
        for row in rows {
            for number in 0..<row.count {
                record.add(try Percent(row.percent), isHit: number < row.hits, return_e8: 0)
            }
        }
        return record
    }

    @Test func poolsViolatorsAsWorkedByHand() throws {
        let record = try record([(50, 10, 4), (60, 10, 7), (70, 20, 10), (80, 10, 9)])
        let map = try #require(CalibrationMap(record, minimumSamples: 50, minimumPerBlock: 10))
        // 60 and 70 violate: 17 of 30.
        #expect(map.blocks.map(\.range) == [50...50, 60...70, 80...80])
        #expect(map.blocks.map(\.fraction_ppm) == [400_000, 566_666, 900_000])
        let asked = [49, 50, 59, 60, 70, 79, 80, 100]
        #expect(
            try asked.map { map.fraction_ppm(at: try Percent($0)) }
                == [nil, 400_000, 400_000, 566_666, 566_666, 566_666, 900_000, 900_000]
        )
    }

    @Test func thereIsNoneBelowTheSmallestNumberOfSamples() throws {
        let record = try record([(50, 20, 4), (60, 30, 20)])
        #expect(CalibrationMap(record, minimumSamples: 50) != nil)
        #expect(CalibrationMap(record, minimumSamples: 51) == nil)
    }

    @Test func aBlockBelowItsSmallestNumberHasNoAnswer() throws {
        let record = try record([(50, 20, 4), (60, 19, 15)])
        let map = try #require(CalibrationMap(record, minimumSamples: 1))
        #expect(map.fraction_ppm(at: try Percent(59)) == 200_000)
        #expect(map.fraction_ppm(at: try Percent(60)) == nil)
        let enough = try #require(CalibrationMap(record, minimumSamples: 1, minimumPerBlock: 19))
        #expect(enough.fraction_ppm(at: try Percent(60)) == 789_473)
    }

    /// Isotonic regression is the only map with: monotone, each block's mean is its value, and no block can be cut in two
    /// with the lower part below the upper. 10,000 seeded cases.
    @Test func isTheIsotonicRegression() throws {
        var random = SeededGenerator(seed: 11)
        for number in 0..<10_000 {
            var rows: [(percent: Int, count: Int, hits: Int)] = []
            for percent in stride(from: Int.random(in: 0...60, using: &random), through: 100, by: 7) {
                let count = Int.random(in: 0...6, using: &random)
                rows.append((percent, count, Int.random(in: 0...count, using: &random)))
            }
            let record = try record(rows)
            guard let map = CalibrationMap(record, minimumSamples: 1, minimumPerBlock: 1) else { continue }
            #expect(map.blocks.reduce(0) { $0 + $1.count } == record.count, "case \(number)")
            #expect(map.blocks.reduce(0) { $0 + $1.hits } == record.hitCount, "case \(number)")
            for (lower, upper) in zip(map.blocks, map.blocks.dropFirst()) {
                #expect(lower.range.upperBound < upper.range.lowerBound, "case \(number)")
                #expect(lower.hits * upper.count < upper.hits * lower.count, "case \(number)")
            }
            for block in map.blocks {
                var (count, hits) = (0, 0)
                for row in rows where block.range.contains(row.percent) && row.count > 0 {
                    count += row.count
                    hits += row.hits
                    // The head of a block never has a smaller fraction than the whole.
                    #expect(hits * block.count >= block.hits * count, "case \(number)")
                }
                #expect(count == block.count && hits == block.hits, "case \(number)")
            }
        }
    }
}
