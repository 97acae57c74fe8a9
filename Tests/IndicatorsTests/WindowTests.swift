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
    @Test(arguments: [(1e9, 1e-3, 0.0), (1e-6, 1e-9, 0.0), (1.0, 1e-6, 1e7), (0.0, 1.0, 1e9), (0.0, 1.0, 3e7)])
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

    @Test(arguments: [0.1, 5.1, 100.37, 64_123.45], [5, 20, 49])
    func aFlatWindowHasNoSpreadWhateverCameBefore(_ level: Double, _ period: Int) {
        var generator = SeededGenerator(seed: UInt64(period))
        var deviation = RollingStandardDeviation(period: period)
        var score = VolumeZScore(period: period)
        for _ in 0..<(3 * period + 2) {
            let value = level * Double.random(in: 0.5...1.5, using: &generator)
            deviation.update(value)
            score.update(value)
        }
        for _ in 0..<period {
            deviation.update(level)
            score.update(level)
        }
        for _ in 0..<(2 * period) {
            #expect(deviation.update(level) == 0)
            #expect(score.update(level) == nil)
        }
    }

    @Test func aScoreForgetsALevelThatHasLeftItsWindow() {
        var generator = SeededGenerator(seed: 5)
        let series = (0..<200).map { $0 < 30 ? 1e9 + Double($0) : Double.random(in: 1...2, using: &generator) }
        var score = VolumeZScore(period: 20)
        for (index, value) in series.enumerated() {
            let reading = score.update(value)
            guard index >= 80, let reading else { continue }
            let before = series[(index - 20)..<index]
            let expected = (value - before.reduce(0, +) / 20) / populationDeviation(of: before)
            #expect(abs(reading - expected) <= 1e-9 * max(abs(expected), 1e-3), "row \(index)")
        }
    }

    @Test func aFlatWindowHasNoDeviationAndItsBandsMeet() {
        var bands = Bollinger(period: 20, deviations: 2)
        for sample in SyntheticWalk.samples[..<220] { bands.update(sample.close) }
        let still = SyntheticWalk.samples[219].close
        #expect(bands.value.map { $0.upper - $0.lower } == 0)
        #expect(bands.value.map { abs($0.middle - still) < 1e-12 * still } == true)
    }

    @Test(arguments: [1.0, 3e7])
    func correlationForgetsAnOutlierThatHasLeftItsWindow(_ outlier: Double) {
        var generator = SeededGenerator(seed: 3)
        let xs = (0..<300).map { _ in Double.random(in: -1...1, using: &generator) }
        var ys = xs.map { 0.5 * $0 + Double.random(in: -1...1, using: &generator) }
        ys[100] = outlier
        var correlation = RollingCorrelation(period: 20)
        for index in xs.indices {
            guard let reading = correlation.update(xs[index], ys[index]), index >= 120 else { continue }
            let window = (index - 19)...index
            let expected = pearson(xs[window], ys[window])
            #expect(abs(reading - expected) <= 1e-6, "row \(index): \(reading), \(expected)")
        }
    }

    private func pearson(_ xs: ArraySlice<Double>, _ ys: ArraySlice<Double>) -> Double {
        let xMean = xs.reduce(0, +) / Double(xs.count)
        let yMean = ys.reduce(0, +) / Double(ys.count)
        let products = zip(xs, ys).reduce(0) { $0 + ($1.0 - xMean) * ($1.1 - yMean) }
        return products / (Double(xs.count) * populationDeviation(of: xs) * populationDeviation(of: ys))
    }

    private func populationDeviation(of window: ArraySlice<Double>) -> Double {
        let mean = window.reduce(0, +) / Double(window.count)
        let squares = window.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(window.count)).squareRoot()
    }
}
