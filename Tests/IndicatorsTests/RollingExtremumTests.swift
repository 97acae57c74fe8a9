import TestSupport
import Testing

@testable import Indicators

/// Against the window itself, searched anew for each value.
@Suite struct RollingExtremumTests {
    fileprivate static let count = 700

    enum Series: String, CaseIterable {
        case random, ofFewValues, equal, rising, falling, ofRuns

        /// The random ones by a seed.
        func values(seed: UInt64) -> [Double] {
            var generator = SeededGenerator(seed: seed)
            var value = 0.0
            var step = 1.0
            return (0..<RollingExtremumTests.count).map { index in
                switch self {
                case .random: return Double.random(in: -1_000...1_000, using: &generator)
                case .ofFewValues: return Double(Int.random(in: -2...2, using: &generator))
                case .equal: return 7
                case .rising: return Double(index)
                case .falling: return Double(-index)
                case .ofRuns:
                    // Up, down, or level for a while, so that runs end at every place of a block.
                    if Int.random(in: 0...9, using: &generator) == 0 {
                        step = Double(Int.random(in: -1...1, using: &generator))
                    }
                    value += step
                    return value
                }
            }
        }
    }

    @Test(arguments: [1, 2, 3, 5, 14, 100], Series.allCases)
    func itIsTheExtremeOfTheWindow(capacity: Int, series: Series) {
        let values = series.values(seed: UInt64(capacity))
        var highest = RollingExtremum(.highest, of: capacity)
        var lowest = RollingExtremum(.lowest, of: capacity)
        for (index, value) in values.enumerated() {
            let window = values[max(0, index - capacity + 1)...index]
            #expect(highest.update(value) == window.max(), "the highest up to \(index)")
            #expect(lowest.update(value) == window.min(), "the lowest up to \(index)")
        }
    }

    @Test func aCopyGoesItsOwnWay() {
        var one = RollingExtremum(.highest, of: 3)
        _ = one.update(5)
        var other = one
        #expect(one == other)
        #expect(other.update(9) == 9)
        #expect(one != other)
        #expect(one.update(1) == 5)
    }
}
