internal import Fusion
package import ModelScoring
internal import Runtime
internal import TradingDomain

extension Settings {
    /// How models are scored, and what depends on it.
    package func learning() -> ModelLearner.Settings {
        ModelLearner.Settings(
            scoring: ScoringRules(
                tolerance_ms: max(900_000, integer("cycle.interval_seconds") * 2000),
                roundTripCost_hundredthsBasisPoint: roundTripCost_hundredthsBasisPoint
            ),
            weights: flag("fusion.adaptive_weights") ? adaptiveWeights() : nil,
            calibrationSamples: flag("fusion.calibration") ? Int(integer("fusion.calibration_samples")) : nil
        )
    }

    /// How weights adapt, whether or not they do.
    package func adaptiveWeights() -> AdaptiveWeights.Settings {
        AdaptiveWeights.Settings(
            rate_permille: integer("fusion.adaptive_rate_permille"),
            floor_percent: integer("fusion.adaptive_floor_percent"),
            ceiling_percent: integer("fusion.adaptive_ceiling_percent"),
            minimumSamples: Int(integer("fusion.adaptive_samples"))
        )
    }

    /// The rules against churn, with the paper broker's costs of an entry and an exit.
    func churnRules() -> ChurnRules {
        ChurnRules(
            minimumHold_ms: integer("fusion.minimum_hold_seconds") * 1000,
            coolDown_ms: integer("fusion.cool_down_seconds") * 1000,
            minimumMoveToCost_tenths: integer("fusion.minimum_move_to_cost_tenths"),
            roundTripCost_hundredthsBasisPoint: roundTripCost_hundredthsBasisPoint
        )
    }

    /// Fee, half spread and slippage of an entry and an exit.
    private var roundTripCost_hundredthsBasisPoint: Int64 {
        let prices_basisPoints = integer("broker.half_spread_basis_points") + integer("broker.slippage_basis_points")
        return 2 * (integer("broker.taker_fee_hundredths_basis_point") + prices_basisPoints * 100)
    }

    /// Whether an agent of any slot reads a prompt: all do but those of the known slots that answer in the process.
    var hasPromptedModel: Bool {
        list("fusion.slots").contains { slot in
            SettingCatalog.key("\(slot).engine") == nil || text("\(slot).engine") == "http"
        }
    }

    /// Whether two cycles can see the same last entry candle: they are closer together than its length. Where they cannot,
    /// no entry answer has to be kept.
    var canRepeatQuestions: Bool {
        guard let candle = Timeframe(rawValue: text("market.interval")) else { return true }
        return integer("cycle.interval_seconds") * 1000 < candle.milliseconds
            || integer("cycle.trigger_basis_points") > 0
    }
}
