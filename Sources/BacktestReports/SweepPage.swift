package import Backtesting
internal import Foundation

/// A sweep as one HTML file.
package struct SweepPage {
    private let points: [SweepPoint]
    private let grid: SweepGrid
    private let verdict: SweepVerdict?
    private let market: String

    package init(_ points: [SweepPoint], grid: SweepGrid, verdict: SweepVerdict?, market: String) {
        self.points = points
        self.grid = grid
        self.verdict = verdict
        self.market = market
    }

    package var html: String {
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
        <title>Sweep of \(points.count) points</title><link rel="icon" href="data:,">
        <style>\(ReportPage.style) .heat td{color:#111;text-align:center}</style></head><body>
        <header><h1>Sweep of \(points.count) points <span class="badge">SIMULATED MODELS</span></h1>
        <p>\(HTML.escaped(market))</p></header>
        \(worth)\(heat)\(walk)\(table)
        </body></html>

        """
    }

    private static func percent(_ value: Double?) -> String { value.map { String(format: "%.2f %%", $0 * 100) } ?? "–" }

    private static func number(_ value: Double?) -> String { value.map { String(format: "%.2f", $0) } ?? "–" }

    private var worth: String {
        guard let verdict else { return HTML.note("No point has enough days for a Sharpe ratio.") }
        let rows = [
            ("best point", HTML.escaped(verdict.best.settings.joined(separator: " "))),
            ("points with books of their own", "\(verdict.trials) of \(points.count)"),
            ("its Sharpe ratio", Self.number(verdict.best.sharpe)),
            ("probability that the true one is above 0, had it been the only point", Self.percent(verdict.alone)),
            ("best to be expected of as many worthless points", Self.number(verdict.expectedSharpe)),
            ("deflated Sharpe ratio: probability that the true one is above that", Self.percent(verdict.deflated)),
            (
                "probability of overfitting: best of one half, below the median in the other",
                Self.percent(verdict.overfit)
            ),
        ]
        return "<p class=\"warning\">\(HTML.escaped(verdict.advice))</p>"
            + HTML.section(
                "What the best is worth",
                HTML.list(rows),
                HTML.note("After Bailey and López de Prado 2014, and Bailey, Borwein, López de Prado and Zhu 2017.")
            )
    }

    private var heat: String {
        guard let map = SweepHeat(points, grid: grid) else { return "" }
        let known = map.values.joined().compactMap { $0 }
        let (low, high) = (known.min() ?? 0, known.max() ?? 1)
        var text = "<div class=\"scroll heat\"><table><thead><tr><th></th>"
        text += map.columns.map { "<th>\(HTML.escaped($0))</th>" }.joined() + "</tr></thead><tbody>"
        for (row, values) in zip(map.rows, map.values) {
            text += "<tr><th>\(HTML.escaped(row))</th>"
            for value in values {
                guard let value else {
                    text += "<td></td>"
                    continue
                }
                let share = high > low ? (value - low) / (high - low) : 0.5
                // From red over yellow to green.
                text += String(format: "<td style=\"background:hsl(%.0f 60%% 72%%)\">%.2f</td>", share * 120, value)
            }
            text += "</tr>"
        }
        text += "</tbody></table></div>"
        return HTML.section(
            "Best Sharpe ratio",
            HTML.note("\(HTML.escaped(map.rowKey)) down, \(HTML.escaped(map.columnKey)) across."),
            text
        )
    }

    /// Column heads of the grid's keys, without their section.
    private var names: [String] { grid.keys.map { HTML.escaped($0.split(separator: ".").last.map(String.init) ?? $0) } }

    private func values(_ settings: [String]) -> [String] {
        grid.keys.map { key in
            settings.first { $0.hasPrefix("\(key)=") }.map { HTML.escaped(String($0.dropFirst(key.utf8.count + 1))) }
                ?? "–"
        }
    }

    private var walk: String {
        guard let verdict, !verdict.walk.isEmpty else { return "" }
        let rows = verdict.walk.map { window in
            [
                "\(window.days.lowerBound + 1) to \(window.days.upperBound)", Self.percent(window.chosen),
                Self.percent(window.median), Self.percent(window.best),
            ] + values(window.settings)
        }
        return HTML.section(
            "Walk forward",
            HTML.note(
                "In each window the point that was best over all days before it. Together \(Self.percent(verdict.walkedReturn))."
            ),
            HTML.table(["days", "chosen", "median", "best in hindsight"] + names, rows)
        )
    }

    private var table: String {
        let rows = SweepGroup.all(points).map { group in
            let point = group.first
            return [
                Self.number(point.sharpe), Self.percent(point.totalReturn), Self.percent(point.maximumDrawdown),
                "\(point.trades)", "\(group.count)",
            ] + values(point.settings)
        }
        return HTML.section(
            "All points",
            HTML.table(["Sharpe", "return", "drawdown", "trades", "points alike"] + names, rows)
        )
    }
}
