import Indicators
import Testing

/// What is undefined is absent, and what is zero is zero.
@Suite struct UndefinedTests {
    @Test func aScoreIsAbsentWhileTheValuesBeforeAreEqual() {
        var score = VolumeZScore(period: 3)
        for value in [7.0, 7, 7, 9] { score.update(value) }
        #expect(score.value == nil)
        #expect(score.ratio == 9.0 / 7)
        #expect(score.update(9) != nil)
        for value in [5.1, 5.1, 5.1] { score.update(value) }
        #expect(score.update(5.1) == nil)
    }

    @Test func aRatioIsAbsentWhileNothingWasTradedBefore() {
        var score = VolumeZScore(period: 2)
        for value in [0.0, 0, 5] { score.update(value) }
        #expect(score.value == nil)
        #expect(score.ratio == nil)
    }

    @Test func aScoreIsNotBoundByItsOwnWindow() {
        var score = VolumeZScore(period: 4)
        for value in [1.0, 3, 1, 3] { score.update(value) }
        #expect(score.update(102) == 100)
        #expect(score.ratio == 51)
    }

    @Test func aPriceThatDoesNotMoveHasNoVolatility() {
        var volatility = RealisedVolatility(period: 5, periodsPerYear: 2190)
        for sample in SyntheticWalk.samples[..<203] { volatility.update(sample.close) }
        #expect(volatility.value != 0)
        for sample in SyntheticWalk.samples[203..<215] { volatility.update(sample.close) }
        #expect(volatility.value == 0)
    }

    @Test func aSeriesThatDoesNotMoveHasNoCorrelation() {
        var correlation = RollingCorrelation(period: 4)
        for value in [1.0, 2, 4, 3] { correlation.update(value, value * 3 - 1) }
        #expect(correlation.value == 1)
        for value in [5.0, 1, 4, 2] { correlation.update(value, 0.3) }
        #expect(correlation.value == nil)
        for value in [5.0, 1, 4, 2] { correlation.update(value, -value) }
        #expect(correlation.value == -1)
    }

    /// As small as returns of 3-minute candles, and far smaller: the sums of squares are under any absolute threshold.
    @Test(arguments: [1e-4, 1e-9])
    func correlationDoesNotDependOnTheScale(_ scale: Double) throws {
        var plain = RollingCorrelation(period: 30)
        var scaled = RollingCorrelation(period: 30)
        for sample in SyntheticWalk.samples[..<150] {
            let pair = (sample.close - sample.low, sample.high - sample.close)
            plain.update(pair.0, pair.1)
            scaled.update(pair.0 * scale, pair.1 * scale)
        }
        let expected = try #require(plain.value)
        let value = try #require(scaled.value)
        #expect(abs(value - expected) < 1e-12)
    }

    /// Every candle reaches as far as the one before: there is a range, but no movement to share out.
    @Test func candlesThatAllReachAlikeHaveNoDirection() {
        var adx = ADX(period: 3)
        for _ in 0..<20 { adx.update(high: 11, low: 9, close: 10) }
        #expect(adx.value == 0)
        #expect(adx.plusDI == 0)
        #expect(adx.minusDI == 0)
    }

    @Test func aRangeOfOneRoundingErrorIsNone() {
        var stochastic = Stochastic(fastK: 3, slowK: 1, slowD: 1)
        for _ in 0..<5 { stochastic.update(high: 1.0.nextUp, low: 1, close: 1.0.nextUp) }
        #expect(stochastic.value?.fastK == 0)
        for _ in 0..<5 { stochastic.update(high: 0, low: 0, close: 0) }
        #expect(stochastic.value?.fastK == 0)
    }

    @Test func aSessionWithoutTradesHasNoAverage() {
        var average = VWAP()
        #expect(average.update(high: 3, low: 1, close: 2, volume: 0) == nil)
        #expect(average.update(high: 12, low: 9, close: 9, volume: 2) == 10)
        #expect(average.update(high: 14, low: 12, close: 13, volume: 1) == 11)
        average.reset()
        #expect(average.value == nil)
        #expect(average.update(high: 6, low: 6, close: 6, volume: 1) == 6)
    }
}
