internal import Foundation
internal import ModelScoring
internal import TradingDomain

extension ModelScoreSheet {
    /// The table, and what it was made of.
    var table: String {
        guard let first, let last, !lines.isEmpty else {
            return "no forecast has an outcome yet (\(cycles) cycles on record, \(learner.scores.openCount) open)"
        }
        let header = [
            "SLOT", "TIMEFRAME", "HORIZON", "REGIME", "FORECASTS", "HITS", "STATED", "MEAN RETURN", "BRIER", "WEIGHT",
            "ADAPTIVE",
        ]
        let rows = lines.map { line in
            [
                line.name, line.timeframe, line.horizon, line.regime, "\(line.record.count)",
                Self.percent(line.record.hitRate), Self.percent(line.record.meanConfidence),
                Self.basisPoints(line.record.meanReturn), Self.decimals(line.record.brierScore, 3),
                staticWeight(line).map { "\($0)" } ?? "", adaptiveWeight(line).map { Self.decimals($0, 2) } ?? "",
            ]
        }
        return """
            \(TextTable.text([header] + rows))

            \(cycles) cycles, \(first) to \(last); \(learner.scores.openCount) forecasts open, \
            \(learner.scores.dropped) without a price in time.
            Votes are counted with the \(isAdaptive ? "adaptive" : "static") weights (fusion.adaptive_weights). \
            Forecasts of one slot, timeframe and symbol do not overlap.
            """
    }

    /// Stated against what happened, for the first horizon of each slot and timeframe and for the fused decision.
    var reliability: String {
        var blocks: [String] = []
        for line in lines where line.isWhole && isPrimary(line) {
            let curve = ReliabilityCurve(line.record)
            let rows = curve.bins.map { bin in
                [
                    "\(bin.range.lowerBound)-\(bin.range.upperBound) %", "\(bin.count)", Self.percent(bin.stated),
                    Self.percent(bin.happened), Self.bar(bin.happened),
                ]
            }
            blocks.append(
                """
                \(line.name) \(line.timeframe), \(line.horizon), mean distance \(Self.percent(curve.calibrationError))
                \(TextTable.text([["STATED", "FORECASTS", "MEAN", "HAPPENED", ""]] + rows))
                """
            )
        }
        return blocks.isEmpty ? "no forecast has an outcome yet" : blocks.joined(separator: "\n\n")
    }

    func isPrimary(_ line: Line) -> Bool {
        line.key.slot == ScoreKey.fused
            || line.key.horizon_ms == learner.settings.scoring.first_ms(line.key.channel)
    }

    private static func percent(_ fraction: Double?) -> String {
        fraction.map { decimals($0 * 100, 1) + " %" } ?? "-"
    }

    private static func basisPoints(_ fraction: Double?) -> String {
        fraction.map { ($0 > 0 ? "+" : "") + decimals($0 * 10_000, 1) + " bp" } ?? "-"
    }

    private static func decimals(_ value: Double?, _ digits: Int) -> String {
        value.map { String(format: "%.\(digits)f", $0) } ?? "-"
    }

    /// Twenty characters are 100 %.
    private static func bar(_ fraction: Double) -> String {
        String(repeating: "#", count: Int((fraction * 20).rounded()))
    }
}

extension ModelScoreSheet {
    private struct Figures: Encodable {
        let slot, timeframe, regime: String
        let horizon_seconds: Int64
        let forecasts, hits: Int
        let hit_rate, mean_stated, mean_return, brier: Double?
        let static_weight: Int?
        let adaptive_weight: Double?
        let curve: [Point]?
    }

    private struct Point: Encodable {
        let from_percent, to_percent, forecasts, hits: Int
        let stated, happened: Double
    }

    private struct Sheet: Encodable {
        let cycles, open, dropped: Int
        let is_adaptive: Bool
        let scores: [Figures]
    }

    /// One line, keys sorted; an absent figure is absent.
    var json: String {
        let figures = lines.map { line in
            Figures(
                slot: line.name,
                timeframe: line.timeframe,
                regime: line.regime,
                horizon_seconds: line.key.horizon_ms / 1000,
                forecasts: line.record.count,
                hits: line.record.hitCount,
                hit_rate: line.record.hitRate,
                mean_stated: line.record.meanConfidence,
                mean_return: line.record.meanReturn,
                brier: line.record.brierScore,
                static_weight: staticWeight(line),
                adaptive_weight: adaptiveWeight(line),
                curve: line.isWhole ? points(line) : nil
            )
        }
        let sheet = Sheet(
            cycles: cycles,
            open: learner.scores.openCount,
            dropped: learner.scores.dropped,
            is_adaptive: isAdaptive,
            scores: figures
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: (try? encoder.encode(sheet)) ?? Data("{}".utf8), as: UTF8.self)
    }

    private func points(_ line: Line) -> [Point] {
        ReliabilityCurve(line.record).bins.map { bin in
            Point(
                from_percent: bin.range.lowerBound,
                to_percent: bin.range.upperBound,
                forecasts: bin.count,
                hits: bin.hits,
                stated: bin.stated,
                happened: bin.happened
            )
        }
    }
}
