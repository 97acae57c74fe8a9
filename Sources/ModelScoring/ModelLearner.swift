package import TradingDomain

/// Scores, weights and calibration together, as they follow from the decision record.
package struct ModelLearner: Hashable, Sendable {
    package let settings: Settings
    package private(set) var scores: ModelScores
    package private(set) var weights: AdaptiveWeights
    /// Of the fused decision; `nil` while it has too few samples, or calibration is off.
    package private(set) var calibration: CalibrationMap?

    package struct Settings: Hashable, Sendable {
        package let scoring: ScoringRules
        /// `nil` leaves the static weights as they are.
        package let weights: AdaptiveWeights.Settings?
        /// Settled fused decisions before there is a calibrated fraction; `nil` never gives one.
        package let calibrationSamples: Int?

        package init(
            scoring: ScoringRules = .standard,
            weights: AdaptiveWeights.Settings? = nil,
            calibrationSamples: Int? = nil
        ) {
            self.scoring = scoring
            self.weights = weights
            self.calibrationSamples = calibrationSamples
        }

        /// Whether a decision depends on the record at all.
        package var isOn: Bool { weights != nil || calibrationSamples != nil }

        /// What is out of range.
        package var problems: [String] {
            var problems = weights?.problems ?? []
            if let calibrationSamples, !(20...1_000_000).contains(calibrationSamples) {
                problems.append("calibrationSamples was \(calibrationSamples), allowed is 20 to 1000000")
            }
            return problems
        }
    }

    package init(_ settings: Settings) {
        self.settings = settings
        scores = ModelScores(settings.scoring)
        weights = AdaptiveWeights(settings.weights ?? .standard)
    }

    /// Takes the next cycle of the record, in order, each once.
    package mutating func add(_ record: CycleRecord) {
        var hasFusedChanged = false
        for settled in scores.add(record) {
            if settled.key.slot == ScoreKey.fused {
                hasFusedChanged = true
            } else if settled.key.horizon_ms == settings.scoring.first_ms(settled.key.channel) {
                weights.add(settled)
            }
        }
        guard hasFusedChanged, let samples = settings.calibrationSamples else { return }
        calibration = fused.flatMap { CalibrationMap($0, minimumSamples: samples) }
    }

    /// The fused decision's record over all regimes.
    package var fused: ForecastRecord? {
        scores.record(slot: ScoreKey.fused, channel: .direction, horizon_ms: settings.scoring.fused_ms)
    }

    /// The factor on a slot's static weight in millionths; 1,000,000 when weights do not adapt.
    package func factor_ppm(slot: String, channel: Channel) -> Int64 {
        settings.weights == nil ? 1_000_000 : weights.factor_ppm(slot: slot, channel: channel)
    }
}
