import Statistics
import Testing

@Suite struct StatisticsTests {
    /// Table values to four digits, and the tails.
    @Test(arguments: [(0.5, 0.0), (0.975, 1.959964), (0.99, 2.326348), (0.01, -2.326348), (1e-9, -5.997807)])
    func quantilesAreThoseOfTheTable(probability: Double, value: Double) {
        #expect(abs(NormalDistribution.quantile(probability) - value) < 1e-6)
        #expect(abs(NormalDistribution.cumulative(value) - probability) < 1e-6)
    }

    @Test func wilsonIsRightForFewSamples() throws {
        // Newcombe 1998: 15 of 148.
        let interval = try #require(Interval.wilson(hits: 15, of: 148))
        #expect(abs(interval.low - 0.0624) < 1e-4 && abs(interval.high - 0.1605) < 1e-4)
        #expect(try #require(Interval.wilson(hits: 0, of: 10)).low == 0)
        #expect(Interval.wilson(hits: 0, of: 0) == nil)
    }

    @Test func momentsOfAHandTable() {
        let returns = DailyReturns([0.1, -0.1, 0.1, 0.1])
        #expect(abs(returns.mean - 0.05) < 1e-12)
        #expect(abs(returns.deviation - 0.1) < 1e-12)
        #expect(abs(returns.skewness + 1.154700538) < 1e-8)
        #expect(abs(returns.kurtosis - 2.333333333) < 1e-8)
        #expect(abs(returns.maximumDrawdown - 0.1) < 1e-12)
        #expect(DailyReturns([0.01, 0.01]).dailySharpe == nil)
    }

    /// The worked example of the paper: 100 trials of variance 1/2 a year, five years of daily returns.
    @Test func theExpectedBestOfAHundredTrialsIsThatOfThePaper() {
        let ofYears = DeflatedSharpe.expectedMaximum(of: 100, deviation: 0.5.squareRoot())
        #expect(abs(ofYears / 250.0.squareRoot() - 0.1132) < 1e-4)
    }

    @Test func theBestOfManyWorthlessTrialsIsNotTakenAtItsWord() throws {
        var chance = SplitMix64(seed: 4)
        var trials: [DailyReturns] = []
        for _ in 0..<60 {
            let days = (0..<250).map { _ in
                (0..<6).reduce(0.0) { sum, _ in sum + Double(chance.index(below: 2_001)) / 1_000 - 1 } / 100
            }
            trials.append(DailyReturns(days))
        }
        let sharpes = trials.compactMap(\.dailySharpe)
        let best = try #require(sharpes.indices.max { sharpes[$0] < sharpes[$1] })
        let verdict = try #require(DeflatedSharpe(best: trials[best], trials: sharpes))
        #expect(verdict.probabilistic > 0.95, "taken alone it looks like skill")
        #expect(verdict.deflated < 0.9)
        let overfit = try #require(OverfitProbability(trials: trials))
        #expect(overfit.partitions == 252)
        #expect(overfit.value > 0.25)
    }

    @Test func aTrialThatIsBestEverywhereIsNoOverfit() throws {
        var chance = SplitMix64(seed: 5)
        let trials = (0..<20).map { number in
            DailyReturns(
                (0..<200).map { _ in Double(chance.index(below: 1_000)) / 1e5 + (number == 3 ? 0.004 : -0.005) }
            )
        }
        #expect(try #require(OverfitProbability(trials: trials)).value == 0)
        let deflated = try #require(DeflatedSharpe(best: trials[3], trials: trials.compactMap(\.dailySharpe)))
        #expect(deflated.probabilistic > 0.999)
    }

    /// Sixty samples with a known Sharpe ratio of zero: the interval holds it nearly always.
    @Test func theBootstrapsIntervalHoldsTheTruth() throws {
        var chance = SplitMix64(seed: 9)
        var held = 0
        for _ in 0..<60 {
            let days = (0..<120).map { _ in Double(chance.index(below: 2_001)) / 1e5 - 0.01 }
            let bootstrap = try #require(BlockBootstrap(DailyReturns(days)))
            if bootstrap.sharpe.low <= 0, bootstrap.sharpe.high >= 0 { held += 1 }
        }
        #expect((52...60).contains(held))
        #expect(BlockBootstrap(DailyReturns([0.1, 0.2])) == nil)
    }
}
