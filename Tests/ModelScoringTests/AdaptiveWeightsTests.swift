import ModelScoring
import TestSupport
import Testing
import TradingDomain

@Suite struct AdaptiveWeightsTests {
    private func settled(_ confidence: Int, _ isHit: Bool, slot: String = "qwen") throws -> ModelScores.Settled {
        ModelScores.Settled(
            key: ScoreKey(slot: slot, channel: .entry, horizon_ms: 1_800_000, regime: nil),
            confidence: try Percent(confidence),
            isHit: isHit
        )
    }

    private func settings(samples: Int = 1, floor: Int64 = 50, ceiling: Int64 = 200) -> AdaptiveWeights.Settings {
        .init(rate_permille: 100, floor_percent: floor, ceiling_percent: ceiling, minimumSamples: samples)
    }

    @Test(arguments: [
        (100, true, 1_025_000), (100, false, 925_000), (50, true, 1_000_000), (50, false, 1_000_000),
        (70, true, 1_016_000), (70, false, 976_000),
    ])
    func aFactorMovesByTheBrierLoss(_ confidence: Int, _ isHit: Bool, _ factor: Int64) throws {
        var weights = AdaptiveWeights(settings())
        weights.add(try settled(confidence, isHit))
        #expect(weights.factor_ppm(slot: "qwen", channel: .entry) == factor)
        #expect(weights.factor_ppm(slot: "qwen", channel: .direction) == 1_000_000)
        #expect(weights.factor_ppm(slot: "deepseek", channel: .entry) == 1_000_000)
    }

    @Test func floorAndCeilingHold() throws {
        var weights = AdaptiveWeights(settings(floor: 60, ceiling: 150))
        for _ in 0..<100 {
            weights.add(try settled(100, true, slot: "good"))
            weights.add(try settled(100, false, slot: "bad"))
        }
        #expect(weights.factor_ppm(slot: "good", channel: .entry) == 1_500_000)
        #expect(weights.factor_ppm(slot: "bad", channel: .entry) == 600_000)
    }

    @Test func nothingAdaptsBeforeThereAreEnoughSamples() throws {
        var weights = AdaptiveWeights(settings(samples: 3))
        for count in 1...3 {
            weights.add(try settled(100, true))
            #expect((weights.factor_ppm(slot: "qwen", channel: .entry) == 1_000_000) == (count < 3))
        }
    }

    @Test func settingsOutOfRangeAreNamed() {
        let bad = AdaptiveWeights.Settings(rate_permille: 0, floor_percent: 101, ceiling_percent: 99, minimumSamples: 0)
        #expect(bad.problems.count == 4)
        #expect(AdaptiveWeights.Settings.standard.problems.isEmpty)
        #expect(ModelLearner.Settings(calibrationSamples: 19).problems.count == 1)
        #expect(ModelLearner.Settings(calibrationSamples: 20).problems.isEmpty)
        #expect(!ModelLearner.Settings().isOn)
    }

    @Test func theLearnerCalibratesTheFusedDecisionWhenItHasEnough() throws {
        let rules = ScoringRules(fused_ms: 3_600_000)
        for (trades, isThere) in [(19, false), (20, true)] {
            var learner = ModelLearner(ModelLearner.Settings(scoring: rules, calibrationSamples: 20))
            for trade in 0..<trades {
                let minute = Int64(trade) * 120
                learner.add(try ScoringFixtures.record(minute, price: "100", fused: .buy))
                learner.add(try ScoringFixtures.record(minute + 60, price: trade % 4 == 0 ? "97" : "105"))
            }
            let fraction = learner.calibration?.fraction_ppm(at: try Percent(60))
            #expect(fraction == (isThere ? 750_000 : nil))
        }
    }
}
