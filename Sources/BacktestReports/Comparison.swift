internal import Foundation

/// Two runs side by side, as a table for a person.
package struct Comparison {
    private let first: Summary
    private let second: Summary

    package init(_ first: Summary, _ second: Summary) {
        self.first = first
        self.second = second
    }

    private static let shown: [(key: String, title: String, isShare: Bool)] = [
        ("total_return", "total return", true), ("cagr", "CAGR", true), ("volatility", "volatility", true),
        ("sharpe", "Sharpe", false), ("sortino", "Sortino", false), ("calmar", "Calmar", false),
        ("max_drawdown", "max drawdown", true), ("exposure_time", "exposure", true), ("trades", "trades", false),
        ("win_rate", "win rate", true), ("profit_factor", "profit factor", false),
        ("expectancy", "profit a trade, USD", false), ("fees", "fees, USD", false), ("turnover", "turnover", false),
    ]

    /// What differs in how they were made, then the figures of the fused book and the difference, then those of the
    /// baselines that both have.
    package var text: String {
        var lines = makings
        lines.append(row("fused pair", "A", "B", "B - A"))
        for (key, title, isShare) in Self.shown { lines.append(line("book.fused.\(key)", title, isShare)) }
        lines.append("")
        lines.append(row("total return", "A", "B", "B - A"))
        for book in books where book != "fused" { lines.append(line("book.\(book).total_return", book, true)) }
        lines.append(line("random.share_below", "better than random", true))
        return lines.joined(separator: "\n")
    }

    private var books: [String] {
        let names = first.figures.keys.filter { $0.hasPrefix("book.") && $0.hasSuffix(".total_return") }
        return names.map { String($0.dropFirst(5).dropLast(13)) }.sorted()
    }

    private var makings: [String] {
        let (a, b) = (first.manifest, second.manifest)
        if a.run == b.run { return ["the same run: settings, candles, prompts and books are equal", ""] }
        var lines = ["A  \(a.market), \(a.firstEvent ?? "") to \(a.lastEvent ?? "")"]
        lines.append("B  \(b.market), \(b.firstEvent ?? "") to \(b.lastEvent ?? "")")
        for (name, isEqual) in [
            ("settings", a.config == b.config), ("candles", a.data == b.data), ("prompts", a.prompts == b.prompts),
            ("executable", a.binary == b.binary), ("ledger", a.ledgerHash == b.ledgerHash),
        ] {
            lines.append("   \(name) \(isEqual ? "equal" : "DIFFER")")
        }
        return lines + [""]
    }

    private func line(_ key: String, _ title: String, _ isShare: Bool) -> String {
        let (a, b) = (first.figures[key] ?? nil, second.figures[key] ?? nil)
        func text(_ value: Double?) -> String {
            guard let value else { return "-" }
            return isShare ? String(format: "%.2f %%", value * 100) : String(format: "%.2f", value)
        }
        var difference: Double?
        if let a, let b { difference = b - a }
        return row(title, text(a), text(b), (difference.map { $0 > 0 ? "+" : "" } ?? "") + text(difference))
    }

    private func row(_ cells: String...) -> String {
        cells.enumerated()
            .map { index, cell in
                let gap = String(repeating: " ", count: max((index == 0 ? 22 : 16) - cell.count, 0))
                return index == 0 ? cell + gap : gap + cell
            }
            .joined()
    }
}
