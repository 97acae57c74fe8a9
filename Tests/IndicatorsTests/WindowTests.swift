import Indicators
import TestSupport
import Testing

/// Windows against the plain definition, recomputed from scratch at every step.
@Suite struct WindowTests {
    @Test(arguments: [2, 3, 7, 50])
    func theChannelHoldsTheExtremesOfItsWindow(_ period: Int) {
        var generator = SeededGenerator(seed: UInt64(period))
        // Few distinct values, so that ties are common.
        let highs = (0..<500).map { _ in Double(Int.random(in: 0..<12, using: &generator)) }
        let lows = highs.map { $0 - Double(Int.random(in: 0..<12, using: &generator)) }
        var channel = Donchian(period: period)
        for index in highs.indices {
            let reading = channel.update(high: highs[index], low: lows[index])
            guard index >= period - 1 else {
                #expect(reading == nil)
                continue
            }
            let window = (index - period + 1)...index
            #expect(reading?.upper == highs[window].max())
            #expect(reading?.lower == lows[window].min())
        }
    }

    @Test func theMiddleOfAChannelIsHalfWay() {
        var channel = Donchian(period: 2)
        channel.update(high: 12, low: 10)
        #expect(channel.update(high: 11, low: 6)?.middle == 9)
    }

    /// Level, spread and outlier of a series that would ruin a plain sum of squares.
    @Test(arguments: [(1e9, 1e-3, 0.0), (1e-6, 1e-9, 0.0), (1.0, 1e-6, 1e7), (0.0, 1.0, 1e9)])
    func theDeviationKeepsItsDigits(_ level: Double, _ spread: Double, _ outlier: Double) throws {
        var generator = SeededGenerator(seed: 11)
        let series = (0..<600).map { index in
            level + spread * Double.random(in: -1...1, using: &generator) + (index == 200 ? outlier : 0)
        }
        var deviation = RollingStandardDeviation(period: 20)
        for (index, value) in series.enumerated() {
            guard let reading = deviation.update(value) else { continue }
            let expected = populationDeviation(of: series[(index - 19)...index])
            #expect(abs(reading - expected) <= 2e-6 * expected, "row \(index): \(reading), \(expected)")
        }
    }

    @Test func aFlatWindowHasNoDeviationAndItsBandsMeet() {
        var bands = Bollinger(period: 20, deviations: 2)
        for sample in SyntheticWalk.samples[..<220] { bands.update(sample.close) }
        let still = SyntheticWalk.samples[219].close
        #expect(bands.value.map { $0.upper - $0.lower } == 0)
        #expect(bands.value.map { abs($0.middle - still) < 1e-12 * still } == true)
    }

    private func populationDeviation(of window: ArraySlice<Double>) -> Double {
        let mean = window.reduce(0, +) / Double(window.count)
        let squares = window.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(window.count)).squareRoot()
    }
}
