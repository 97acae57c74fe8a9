import Fusion
import ModelScoring
import Runtime
import StageSettings
import Testing

/// What the settings of a run become in the fusion.
@Suite struct FusionSettingsTests {
    private func fusion(_ overrides: [String] = []) throws -> FusionSettings {
        try Settings(file: nil, environment: [:], overrides: overrides).fusion()
    }

    @Test func theDefaultsAreThoseOfTheStage() throws {
        let settings = try fusion()
        #expect(settings.churn == .standard)
        #expect(settings.learning.weights == nil)
        #expect(settings.learning.calibrationSamples == nil)
        #expect(settings.learning.scoring == .standard)
        #expect(settings.quorum == 1)
        #expect(settings.loneVoterHalves)
    }

    private static let repeats: [(overrides: [String], ttl_ms: Int64)] = [
        (["cycle.interval_seconds=180"], 0), (["cycle.interval_seconds=179"], 600_000),
        (["cycle.interval_seconds=299", "market.interval=5m"], 600_000),
        (["cycle.interval_seconds=300", "market.interval=5m"], 0), (["cycle.trigger_basis_points=1"], 600_000),
        (["cycle.trigger_basis_points=1", "fusion.decision_ttl_seconds=0"], 0),
    ]

    /// Two cycles see the same last candle only when they are closer together than candles, or the price opens one.
    @Test func entryAnswersAreKeptWhereAQuestionCanRepeat() throws {
        for row in Self.repeats {
            #expect(try fusion(row.overrides).decisionTTL_ms == row.ttl_ms, "\(row.overrides)")
        }
    }

    @Test(arguments: [
        ([], true), (["deepseek.engine=rules"], true), (["deepseek.engine=rules", "qwen.engine=simulated"], false),
        (["deepseek.engine=rules", "qwen.engine=rules", "fusion.slots=deepseek,qwen,mine"], true),
        (["deepseek.engine=http", "qwen.engine=rules", "fusion.slots=qwen"], false),
    ])
    func theAccountIsAskedForWhereAModelReadsAPrompt(overrides: [String], informs: Bool) throws {
        #expect(try fusion(overrides).informsModels == informs)
    }

    @Test func theRoundTripIsWhatTheBrokerCharges() throws {
        let settings = try fusion([
            "broker.taker_fee_hundredths_basis_point=400", "broker.half_spread_basis_points=3",
            "broker.slippage_basis_points=0", "fusion.minimum_hold_seconds=1", "fusion.cool_down_seconds=2",
            "fusion.minimum_move_to_cost_tenths=3",
        ])
        #expect(
            settings.churn
                == ChurnRules(
                    minimumHold_ms: 1000,
                    coolDown_ms: 2000,
                    minimumMoveToCost_tenths: 3,
                    roundTripCost_hundredthsBasisPoint: 1_400
                )
        )
        #expect(settings.learning.scoring.roundTripCost_hundredthsBasisPoint == 1_400)
    }

    @Test func learningIsOnlyOnWhenAskedFor() throws {
        let settings = try fusion([
            "fusion.adaptive_weights=true", "fusion.adaptive_rate_permille=7", "fusion.adaptive_floor_percent=8",
            "fusion.adaptive_ceiling_percent=109", "fusion.adaptive_samples=11", "fusion.calibration=true",
            "fusion.calibration_samples=21",
        ])
        let weights = AdaptiveWeights.Settings(
            rate_permille: 7,
            floor_percent: 8,
            ceiling_percent: 109,
            minimumSamples: 11
        )
        #expect(settings.learning.weights == weights)
        #expect(settings.learning.calibrationSamples == 21)
    }
}
