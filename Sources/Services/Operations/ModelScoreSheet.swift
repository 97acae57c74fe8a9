internal import ModelScoring
internal import TradingDomain

/// How each model's answers came out, as rows for a person or a machine.
struct ModelScoreSheet {
    let learner: ModelLearner
    /// The configured slots and their static weights.
    let weights: [(slot: String, weight: Int)]
    /// Whether votes are counted with the adaptive weights.
    let isAdaptive: Bool
    let cycles: Int
    let first: Timestamp?
    let last: Timestamp?

    /// One line of the table: a slot, timeframe and horizon, over all regimes or one.
    struct Line {
        let key: ScoreKey
        let isWhole: Bool
        let record: ForecastRecord

        var name: String { key.slot == ScoreKey.fused ? "fused" : key.slot }
        var timeframe: String {
            key.slot == ScoreKey.fused ? "both" : key.channel == .direction ? "4h" : "entry"
        }
        var regime: String { isWhole ? "all" : key.regime?.rawValue ?? "unknown" }
        var horizon: String {
            let minutes = key.horizon_ms / 60_000
            return minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes) min"
        }
    }

    /// For each slot, timeframe and horizon a line over all regimes, then one for each regime.
    var lines: [Line] {
        var lines: [Line] = []
        for row in learner.scores.rows {
            let key = row.key
            let isNew =
                lines.last.map {
                    ($0.key.slot, $0.key.channel, $0.key.horizon_ms) != (key.slot, key.channel, key.horizon_ms)
                } ?? true
            if isNew {
                let whole = learner.scores.record(slot: key.slot, channel: key.channel, horizon_ms: key.horizon_ms)
                lines.append(Line(key: key, isWhole: true, record: whole ?? row.record))
            }
            lines.append(Line(key: key, isWhole: false, record: row.record))
        }
        return lines
    }

    /// The adaptive weight of a line, on the same scale as the static one; only the horizon that weights go by has one.
    func adaptiveWeight(_ line: Line) -> Double? {
        guard line.isWhole, line.key.horizon_ms == learner.settings.scoring.first_ms(line.key.channel),
            let weight = weights.first(where: { $0.slot == line.key.slot })?.weight
        else { return nil }
        return Double(weight) * Double(learner.factor_ppm(slot: line.key.slot, channel: line.key.channel)) / 1e6
    }

    func staticWeight(_ line: Line) -> Int? {
        line.isWhole ? weights.first { $0.slot == line.key.slot }?.weight : nil
    }
}
