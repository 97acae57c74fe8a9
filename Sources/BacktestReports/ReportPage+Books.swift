internal import Backtesting
internal import Foundation
internal import Performance
internal import TradingDomain

extension ReportPage {
    /// Colours of the books, in their order.
    static func style(of index: Int) -> String { "book b\(index % 6)" }

    var books: String {
        let rows: [(String, String, HTML.Format)] = [
            ("Final equity", "final_equity", .money), ("Total return", "total_return", .change),
            ("Return a year (CAGR)", "cagr", .percent), ("Volatility", "volatility", .percent),
            ("Sharpe", "sharpe", .number), ("Sortino", "sortino", .number), ("Calmar", "calmar", .number),
            ("Maximum drawdown", "max_drawdown", .percent), ("Time invested", "exposure_time", .percent),
            ("Trades", "trades", .count), ("Win rate", "win_rate", .percent),
            ("Profit factor", "profit_factor", .number), ("Profit a trade", "expectancy", .money),
            ("Fees", "fees", .money), ("Funding received", "funding", .money), ("Fills", "fills", .count),
            ("Turnover", "turnover", .number),
        ]
        let head = [""] + evaluation.books.map { HTML.escaped($0.title) }
        let table = rows.map { title, key, format in
            [title] + evaluation.books.map { HTML.figure(figures, "book.\($0.name).\(key)", format) }
        }
        let skipped = evaluation.skipped.map {
            HTML.note("Without \(HTML.escaped($0.title)): \(HTML.escaped($0.why)).")
        }
        return HTML.section(
            "Against the baselines",
            HTML.table(head, table),
            skipped.joined(),
            HTML.note(
                "All books see the same cycles, candles, costs and risk gate; holding buys every symbol for an equal share "
                    + "at the first cycle in which a model was asked."
            )
        )
    }

    var equity: String {
        let width = 500
        let initial = evaluation.fused.report.initialEquity.value
        guard let first = evaluation.fused.points.first?.time.milliseconds,
            let last = evaluation.fused.points.last?.time.milliseconds, last > first, initial > 0
        else { return "" }
        let lines = evaluation.books.map { book in
            Self.thinned(book.points, to: width).map { point in
                (x: Double(point.time.milliseconds - first) / Double(last - first), y: point.equity.value / initial - 1)
            }
        }
        let values = lines.flatMap { line in line.map { $0.y } } + [0.0]
        let (low, high) = Self.padded(values)
        var chart = Chart(title: "Equity of all books, as change from the start", height_px: 320)
        for value in Chart.roundValues(from: low, to: high) {
            chart.grid(y: (value - low) / (high - low), String(format: "%+.1f %%", value * 100))
        }
        Self.addDates(to: &chart, from: first, to: last)
        addPast(to: &chart, from: first, to: last)
        // The fused pair is drawn last, over the others.
        for (index, line) in lines.enumerated().reversed() {
            chart.line(line.map { (x: $0.x, y: ($0.y - low) / (high - low)) }, style: Self.style(of: index))
        }
        let legend = evaluation.books.enumerated().map { index, book in
            "<span class=\"key k\(index % 6)\">\(HTML.escaped(book.title)) "
                + HTML.figure(figures, "book.\(book.name).total_return", .change) + "</span>"
        }
        return HTML.section("Equity", "<p class=\"legend\">\(legend.joined())</p>", chart.html)
            + drawdown(from: first, to: last)
    }

    private func drawdown(from first: Int64, to last: Int64) -> String {
        var peak = evaluation.fused.report.initialEquity.value
        var deepest: [(x: Double, y: Double)] = []
        let buckets = 500
        var lowest = 0.0
        var bucket = 0
        for point in evaluation.fused.points {
            let x = Double(point.time.milliseconds - first) / Double(last - first)
            if Int(x * Double(buckets)) > bucket {
                deepest.append((x: Double(bucket) / Double(buckets), y: lowest))
                bucket = Int(x * Double(buckets))
                lowest = 0
            }
            peak = max(peak, point.equity.value)
            lowest = min(lowest, point.equity.value / peak - 1)
        }
        deepest.append((x: 1, y: lowest))
        let low = min(deepest.map { $0.y }.min() ?? 0, -0.001) * 1.05
        var chart = Chart(title: "Fall of the fused pair's equity from its peak", height_px: 150)
        for value in Chart.roundValues(from: low, to: 0) {
            chart.grid(y: (value - low) / -low, String(format: "%.1f %%", value * 100))
        }
        Self.addDates(to: &chart, from: first, to: last)
        addPast(to: &chart, from: first, to: last)
        chart.area(deepest.map { (x: $0.x, y: ($0.y - low) / -low) }, base: 1, style: "fall")
        return HTML.section(
            "Drawdown",
            HTML.note("Deepest " + HTML.figure(figures, "book.fused.max_drawdown", .percent) + ", fused pair."),
            chart.html
        )
    }

    /// Shades what some model may remember.
    private func addPast(to chart: inout Chart, from first: Int64, to last: Int64) {
        for known in figures.knowledge {
            let end = Double(known.until.milliseconds - first) / Double(last - first)
            let hint = "before \(known.until.description.prefix(10)): \(known.slot) may remember it"
            chart.bar(x: 0...min(max(end, 0), 1), y: 0...1, style: "past", hint: hint)
        }
    }

    var months: String {
        var names: [String] = []
        for key in figures.keys where key.hasPrefix("month.") {
            let name = String(key.dropFirst(6).prefix(7))
            if !names.contains(name) { names.append(name) }
        }
        guard !names.isEmpty else { return "" }
        let rows = names.sorted().map { month in
            [month + HTML.memoryMark(figures.knowledge(behind: "month.\(month).fused"))]
                + evaluation.books.map { HTML.figure(figures, "month.\(month).\($0.name)", .change) }
        }
        return HTML.section("Months", HTML.table([""] + evaluation.books.map { HTML.escaped($0.title) }, rows))
    }

    /// At most `count` points, the last of each stretch.
    static func thinned(_ points: [EquityPoint], to count: Int) -> [EquityPoint] {
        guard points.count > count else { return points }
        let step = Double(points.count) / Double(count)
        return [points[0]] + (1...count).map { points[min(Int(Double($0) * step), points.count) - 1] }
    }

    /// A range a little wider than the values.
    static func padded(_ values: [Double]) -> (low: Double, high: Double) {
        let (low, high) = (values.min() ?? 0, values.max() ?? 1)
        let pad = max((high - low) * 0.05, 1e-4)
        return (low - pad, high + pad)
    }

    /// Six dates along the bottom, every other one minor.
    static func addDates(to chart: inout Chart, from first: Int64, to last: Int64) {
        for place in 0...5 {
            let x = 0.04 + 0.92 * Double(place) / 5
            let time = Timestamp(milliseconds: first + Int64(Double(last - first) * x))
            chart.tick(x: x, String(time.description.prefix(10)), isMinor: place % 2 == 1)
        }
    }
}
