internal import Backtesting
internal import Foundation
internal import TradingDomain

extension ReportPage {
    var trades: String {
        let symbols = evaluation.candles.reduce(into: Set<Symbol>()) { $0.insert($1.symbol) }.sorted()
        let charts = symbols.map { symbol in "<h3>\(symbol)</h3>" + candles(of: symbol) }
        let legend =
            "<p class=\"legend\"><span class=\"key kl\">opens long</span><span class=\"key ks\">opens short</span>"
            + "<span class=\"key kw\">closes with profit</span><span class=\"key kx\">closes with loss</span></p>"
        return HTML.section("Trades", tradeTables, histogram("trade", mark: nil, title: "Profit of a trade, USD"))
            + HTML.section("Trades on the candles", legend, charts.joined())
    }

    private var tradeTables: String {
        let ends = Fill.Cause.allCases.filter { figures.metric("exit.\($0.rawValue).trades") != nil }
        let names = ["stop_loss": "stop", "take_profit": "target", "close": "closed by a decision"]
        let sides = ["long", "short"].filter { figures.metric("side.\($0).trades") != nil }
        guard !ends.isEmpty else { return HTML.note("No trade was closed.") }
        return HTML.table(
            ["side", "trades", "win rate", "profit"],
            sides.map { side in
                [
                    side, HTML.figure(figures, "side.\(side).trades", .count),
                    HTML.figure(figures, "side.\(side).win_rate", .percent),
                    HTML.figure(figures, "side.\(side).profit", .money),
                ]
            }
        )
            + HTML.table(
                ["ended by", "trades", "profit"],
                ends.map { end in
                    [
                        names[end.rawValue] ?? end.rawValue,
                        HTML.figure(figures, "exit.\(end.rawValue).trades", .count),
                        HTML.figure(figures, "exit.\(end.rawValue).profit", .money),
                    ]
                }
            )
    }

    /// Bars of a histogram among the figures; a mark where a value lies.
    func histogram(_ name: String, mark: Double?, title: String) -> String {
        guard let low = figures.value("histogram.\(name).low"), let high = figures.value("histogram.\(name).high")
        else { return "" }
        let counts = (0..<Figures.bins).map { figures.value("histogram.\(name).\($0)") ?? 0 }
        let most = max(counts.max() ?? 1, 1)
        let (left, right) = (min(low, mark ?? low), max(high, mark ?? high))
        func x(_ value: Double) -> Double { 0.02 + 0.96 * (value - left) / (right - left) }
        var chart = Chart(title: title, height_px: 200)
        let width = (high - low) / Double(Figures.bins)
        for value in Chart.roundValues(from: 0, to: most) where value == value.rounded() {
            chart.grid(y: value / most * 0.95, String(format: "%.0f", value))
        }
        for (index, count) in counts.enumerated() where count > 0 {
            let start = low + Double(index) * width
            chart.bar(
                x: x(start)...x(start + width * 0.92),
                y: 0...(count / most * 0.95),
                style: start + width / 2 >= 0 ? "gain" : "loss",
                hint: String(format: "%.0f between %.2f and %.2f", count, start, start + width)
            )
        }
        if let mark { chart.bar(x: (x(mark) - 0.002)...(x(mark) + 0.002), y: 0...1, style: "mark", hint: "this run") }
        for (place, value) in Chart.roundValues(from: left, to: right).enumerated() {
            chart.tick(x: x(value), String(format: "%.0f", value), isMinor: place % 2 == 1)
        }
        return "<h3>\(HTML.escaped(title))</h3>" + chart.html
    }

    private struct Bar {
        let start: Int64
        let open: Double
        var high: Double
        var low: Double
        var close: Double
    }

    /// Candles put together so that a screen can hold them.
    private static func bars(_ candles: [Candle]) -> (bars: [Bar], step_ms: Int64) {
        guard let first = candles.first, let last = candles.last else { return ([], 1) }
        let span = last.closeTime.milliseconds(since: first.openTime)
        let hour: Int64 = 3_600_000
        let steps = [hour / 4, hour, 4 * hour, 12 * hour, 24 * hour, 72 * hour, 168 * hour]
        let step = steps.first { span / $0 <= 320 } ?? 672 * hour
        var bars: [Bar] = []
        for candle in candles {
            let start = candle.openTime.floored(toMilliseconds: step).milliseconds
            if var bar = bars.last, bar.start == start {
                bar.high = max(bar.high, candle.high.value)
                bar.low = min(bar.low, candle.low.value)
                bar.close = candle.close.value
                bars[bars.count - 1] = bar
            } else {
                bars.append(
                    Bar(
                        start: start,
                        open: candle.open.value,
                        high: candle.high.value,
                        low: candle.low.value,
                        close: candle.close.value
                    )
                )
            }
        }
        return (bars, step)
    }

    private func candles(of symbol: Symbol) -> String {
        let (bars, step) = Self.bars(evaluation.candles.filter { $0.symbol == symbol })
        guard let first = bars.first, let last = bars.last else { return "" }
        let end = last.start + step
        let (low, high) = Self.padded(bars.flatMap { [$0.low, $0.high] })
        func x(_ time: Int64) -> Double { Double(time - first.start) / Double(end - first.start) }
        func y(_ price: Double) -> Double { (price - low) / (high - low) }
        var chart = Chart(title: "\(symbol) with the fused pair's fills", height_px: 300)
        for value in Chart.roundValues(from: low, to: high) {
            chart.grid(y: y(value), value >= 100 ? String(format: "%.0f", value) : String(format: "%.4g", value))
        }
        Self.addDates(to: &chart, from: first.start, to: end)
        let width = Double(step) / Double(end - first.start)
        for bar in bars {
            let style = bar.close >= bar.open ? "rise" : "drop"
            let left = x(bar.start)
            let middle = left + width / 2
            chart.bar(x: (middle - width * 0.06)...(middle + width * 0.06), y: y(bar.low)...y(bar.high), style: style)
            let body = min(bar.open, bar.close)...max(bar.open, bar.close)
            chart.bar(
                x: (left + width * 0.15)...(left + width * 0.85),
                y: y(body.lowerBound)...max(y(body.upperBound), y(body.lowerBound) + 0.002),
                style: style
            )
        }
        for trade in evaluation.fused.trades where trade.symbol == symbol {
            let side = trade.side == .buy ? "long" : "short"
            let profit = String(format: "%+.2f USD", trade.profit.value)
            let hint = "\(side) \(trade.quantity) from \(trade.openedAt) to \(trade.closedAt): \(profit)"
            chart.dot(x: x(trade.openedAt.milliseconds), y: y(trade.entryPrice), style: side, hint: hint)
            let end = trade.profit > .zero ? "won" : "lost"
            chart.dot(x: x(trade.closedAt.milliseconds), y: y(trade.exitPrice), style: end, hint: hint)
        }
        return chart.html
    }

    var luck: String {
        guard figures.metric("random.draws") != nil else { return "" }
        func f(_ key: String, _ format: HTML.Format) -> String { HTML.figure(figures, "random.\(key)", format) }
        return HTML.section(
            "Against luck",
            "<p>The run's closed trades earned \(f("own_profit", .money)), more than \(f("share_below", .percent)) of "
                + "\(f("draws", .count)) random draws with the same trades at random moments and on random sides.</p>",
            HTML.table(
                ["random draws", ""],
                [
                    ["mean edge before costs", f("mean_edge", .money) + " ± " + f("standard_error", .money)],
                    ["costs of a draw", f("costs", .money)],
                    ["mean profit after costs", f("mean_profit", .money)],
                    ["5 % earn less than", f("p5", .money)],
                    ["half earn less than", f("p50", .money)],
                    ["95 % earn less than", f("p95", .money)],
                ]
            ),
            histogram(
                "random",
                mark: figures.value("random.own_profit"),
                title: "Profit of a random draw, USD; the line is this run"
            )
        )
    }
}
