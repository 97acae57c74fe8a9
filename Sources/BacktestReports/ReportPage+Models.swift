internal import Backtesting
internal import Foundation
internal import ModelScoring
internal import TradingDomain

extension ReportPage {
    private static func name(_ channel: Channel) -> String { channel == .direction ? "4 h direction" : "3 m entry" }

    private func figure(_ key: String, _ format: HTML.Format) -> String { HTML.figure(figures, key, format) }

    var models: String {
        HTML.section(
            "What the models' words were worth",
            hits,
            "<h3>Stated against happened</h3>",
            "<div class=\"columns\">\(evaluation.models.map(reliability).joined())</div>",
            "<h3>What they said</h3>",
            said,
            costs
        )
    }

    private var costs: String {
        guard figures.metric("cost.all.calls") != nil else { return "" }
        let slots = Set(evaluation.calls.map(\.slot)).sorted() + ["all"]
        let rows: [(String, String, HTML.Format)] = [
            ("Calls", "calls", .count), ("Failed", "failed", .count), ("Cost", "usd", .cost),
            ("Decisions", "decisions", .count), ("Cost of a decision", "usd_per_decision", .cost),
            ("Cost of a dollar of profit", "usd_per_profit", .cost), ("Prompt tokens", "prompt_tokens", .count),
            ("of them from the provider's cache", "cached_share", .percent), ("Reply tokens", "reply_tokens", .count),
            ("Latency, half below", "p50_ms", .milliseconds), ("Latency, 95 % below", "p95_ms", .milliseconds),
        ]
        return "<h3>Cost and latency</h3>"
            + HTML.table(
                [""] + slots.map(HTML.escaped),
                rows.map { title, key, format in [title] + slots.map { figure("cost.\($0).\(key)", format) } }
            )
            + HTML.note(
                "Of the calls on record, at the prices they were billed with. A decision is a BUY, SELL or HOLD that a model "
                    + "gave anew; profit is that of the fused pair, and without one there is no cost of it."
            )
    }

    private var hits: String {
        let rows = evaluation.models.flatMap { model in
            ModelEvaluation.Horizon.allCases.map { horizon -> [String] in
                let key = "model.\(model.slot).\(model.channel.rawValue).\(horizon.rawValue)"
                let range =
                    figures.metric("\(key).low") == nil
                    ? "–" : figure("\(key).low", .percent) + " to " + figure("\(key).high", .percent)
                return [
                    "\(HTML.escaped(model.slot)), \(Self.name(model.channel))", horizon.rawValue,
                    figure("\(key).count", .count), figure("\(key).hit_rate", .percent), range,
                    figure("\(key).mean_return", .move), figure("\(key).brier", .fine),
                ]
            }
        }
        return HTML.table(
            ["", "after", "forecasts", "hit rate", "95 % interval", "mean move", "Brier"],
            rows
        )
            + HTML.note(
                "A forecast is a BUY or a SELL. Forecasts of neighbouring cycles overlap, so the true intervals are wider. "
                    + "A Brier score above 0.25 is worse than always saying 50 %."
            )
    }

    private func reliability(_ model: ModelEvaluation) -> String {
        let key = "model.\(model.slot).\(model.channel.rawValue)"
        let title = "\(model.slot), \(Self.name(model.channel)), after \(model.judged.rawValue)"
        let bins = ReliabilityCurve(model.judgedRecord).bins
        guard !bins.isEmpty else { return "<div><h4>\(HTML.escaped(title))</h4>\(HTML.note("No forecast."))</div>" }
        var chart = Chart(title: "Stated confidence against hits: \(title)", height_px: 220)
        for value in [0.0, 0.25, 0.5, 0.75, 1] {
            chart.grid(y: value * 0.96 + 0.02, String(format: "%.0f %%", value * 100))
            chart.tick(x: value * 0.9 + 0.05, String(format: "%.0f %%", value * 100), isMinor: false)
        }
        func x(_ value: Double) -> Double { value * 0.9 + 0.05 }
        func y(_ value: Double) -> Double { value * 0.96 + 0.02 }
        chart.line([(x: x(0), y: y(0)), (x: x(1), y: y(1))], style: "perfect")
        chart.line(bins.map { (x: x($0.stated), y: y($0.happened)) }, style: "book b0")
        for bin in bins {
            chart.dot(
                x: x(bin.stated),
                y: y(bin.happened),
                style: "long",
                hint: "\(bin.range.lowerBound) to \(bin.range.upperBound) %: \(bin.count) forecasts"
            )
        }
        let rows = bins.map { bin -> [String] in
            let bin = "\(key).bin.\(bin.range.lowerBound)"
            return [
                figure("\(bin).stated", .percent), figure("\(bin).happened", .percent), figure("\(bin).count", .count),
            ]
        }
        return "<div><h4>\(HTML.escaped(title))</h4>\(chart.html)"
            + HTML.table(["stated", "happened", "forecasts"], rows)
            + HTML.note("Calibration error \(figure("\(key).calibration_error", .percent)).") + "</div>"
    }

    private var said: String {
        let causes = AbstentionCause.allCases.filter { cause in
            evaluation.models.contains { model in
                figures.metric("model.\(model.slot).\(model.channel.rawValue).abstained.\(cause.rawValue)") != nil
            }
        }
        let head = ["", "BUY", "SELL", "HOLD", "abstained"] + causes.map { $0.rawValue.replacing("_", with: " ") }
        let rows = evaluation.models.map { model -> [String] in
            let key = "model.\(model.slot).\(model.channel.rawValue)"
            let words = ["buy", "sell", "hold", "abstained"].map { figure("\(key).\($0)", .count) }
            return ["\(HTML.escaped(model.slot)), \(Self.name(model.channel))"] + words
                + causes.map { figure("\(key).abstained.\($0.rawValue)", .count) }
        }
        let cost =
            isSimulated
            ? "Simulated models are asked inside the process: no latency, no cost." : ""
        return HTML.table(head, rows) + HTML.note("An abstention is no HOLD: it has no weight. \(cost)")
    }

    var agreements: String {
        let tables = evaluation.agreements.map { agreement -> String in
            let key = "agree.\(agreement.first).\(agreement.second).\(agreement.channel.rawValue)"
            let rows = Agreement.words.map { first in
                [first]
                    + Agreement.words.map { figure("\(key).\(first).\($0)", .count) }
            }
            let corner = "\(HTML.escaped(agreement.first)) ↓ \(HTML.escaped(agreement.second)) →"
            return "<div><h4>\(Self.name(agreement.channel))</h4>"
                + HTML.table(
                    [corner] + Agreement.words,
                    rows
                )
                + HTML.note("Same word: \(figure("\(key).share", .percent)) of the questions that both answered.")
                + "</div>"
        }
        guard !tables.isEmpty else { return "" }
        return HTML.section("Agreement", "<div class=\"columns\">\(tables.joined())</div>")
    }

    var leakage: String {
        guard !evaluation.cutOffs.isEmpty else { return "" }
        let rows = evaluation.models.filter { evaluation.cutOff(of: $0.slot) != nil }.flatMap { model in
            ["before", "after"].map { part -> [String] in
                let key = "leak.\(model.slot).\(model.channel.rawValue).\(part)"
                let day = evaluation.cutOff(of: model.slot)?.description.prefix(10) ?? ""
                return [
                    "\(HTML.escaped(model.slot)), \(Self.name(model.channel))", "\(part) \(day)",
                    figure("\(key).count", .count), figure("\(key).hit_rate", .percent), figure("\(key).brier", .fine),
                    figure("\(key).mean_return", .move),
                ]
            }
        }
        return HTML.section(
            "Memory or skill",
            "<p>Return of the fused pair before the last cut-off \(figure("leak.equity.before", .change)), after it "
                + "\(figure("leak.equity.after", .change)).</p>",
            HTML.table(["", "decisions", "forecasts", "hit rate", "Brier", "mean move"], rows),
            HTML.note(
                "A model may have read about the market before its cut-off. Only what lies after it is a forecast."
            )
        )
    }
}
