package import Backtesting
internal import Foundation

/// The best points of a sweep and what they are worth, for a terminal.
package struct SweepTable {
    private let points: [SweepPoint]
    private let grid: SweepGrid
    private let verdict: SweepVerdict?

    package init(_ points: [SweepPoint], grid: SweepGrid, verdict: SweepVerdict?) {
        self.points = points
        self.grid = grid
        self.verdict = verdict
    }

    /// The best ten, the heat map of the first two axes, and the verdict.
    package var text: String {
        let groups = SweepGroup.all(points)
        var lines = ["   Sharpe    return  drawdown  trades  settings"]
        for group in groups.prefix(10) {
            let point = group.first
            let sharpe = Self.number(point.sharpe)
            lines.append(
                String(repeating: " ", count: max(9 - sharpe.count, 0)) + sharpe
                    + String(
                        format: " %7.2f %% %7.2f %% %7d  ",
                        point.totalReturn * 100,
                        point.maximumDrawdown * 100,
                        point.trades
                    ) + point.settings.joined(separator: " ")
                    + (group.count > 1 ? " (and \(group.count - 1) with the same books)" : "")
            )
        }
        if groups.count > 10 { lines.append("          ... and \(groups.count - 10) more") }
        return (lines + heat + words).joined(separator: "\n")
    }

    private var heat: [String] {
        guard let map = SweepHeat(points, grid: grid) else { return [] }
        var lines = ["", "best Sharpe by \(map.rowKey) (down) and \(map.columnKey) (across)"]
        let width = max(map.columns.map(\.count).max() ?? 6, 6) + 2
        func padded(_ text: String) -> String { String(repeating: " ", count: max(width - text.count, 1)) + text }
        lines.append(padded("") + map.columns.map(padded).joined())
        for (row, values) in zip(map.rows, map.values) {
            lines.append(padded(row) + values.map { padded($0.map { String(format: "%.2f", $0) } ?? "-") }.joined())
        }
        return lines
    }

    private var words: [String] {
        guard let verdict else { return ["", "No point has enough days for a Sharpe ratio."] }
        func percent(_ value: Double?) -> String { value.map { String(format: "%.1f %%", $0 * 100) } ?? "-" }
        var lines = [
            "",
            "The best of \(points.count) points, \(verdict.trials) of them with books of their own, has a Sharpe ratio of \(Self.number(verdict.best.sharpe)).",
        ]
        lines.append("  true one above 0, had it been the only point    \(percent(verdict.alone))")
        lines.append("  best to be expected of as many worthless points  \(Self.number(verdict.expectedSharpe))")
        lines.append("  true one above that (deflated Sharpe ratio)      \(percent(verdict.deflated))")
        lines.append("  best of one half is below median in the other    \(percent(verdict.overfit))")
        lines.append("  picking the best so far, window by window        \(percent(verdict.walkedReturn))")
        lines.append(verdict.advice)
        return lines
    }

    private static func number(_ value: Double?) -> String { value.map { String(format: "%.2f", $0) } ?? "-" }

    /// One line.
    package var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let report = SweepReport(
            points: points.count,
            best: verdict?.best.settings ?? [],
            sharpe: verdict?.best.sharpe,
            probabilistic: verdict?.alone,
            deflated: verdict?.deflated,
            overfit: verdict?.overfit,
            walkedReturn: verdict?.walkedReturn
        )
        guard let data = try? encoder.encode(report) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }

    private struct SweepReport: Encodable {
        let points: Int
        let best: [String]
        let sharpe: Double?
        let probabilistic: Double?
        let deflated: Double?
        let overfit: Double?
        let walkedReturn: Double?

        enum CodingKeys: String, CodingKey {
            case points, best, sharpe, deflated, overfit
            case probabilistic = "probability_alone"
            case walkedReturn = "walk_forward_return"
        }
    }
}

extension SweepVerdict {
    /// What a person should take from it.
    package var advice: String {
        guard best.sharpe ?? 0 > 0 else {
            return "No point earned anything: even the best has no Sharpe ratio above zero."
        }
        guard let deflated else { return "Too few days to say what that is worth." }
        return deflated >= 0.95
            ? "It stands after correction for the number of points tried."
            : "It does NOT stand after correction: the best of so many looks this good by chance. Do not use it for that."
    }
}
