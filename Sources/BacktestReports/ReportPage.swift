package import Backtesting
internal import Foundation
internal import TradingDomain

/// The report of a run as one HTML file that needs nothing else: no script, no font, no request.
package struct ReportPage {
    let evaluation: Evaluation
    let figures: Figures
    let manifest: RunManifest
    /// Whether the models' words were made up by rules.
    let isSimulated: Bool

    package init(_ evaluation: Evaluation, figures: Figures, manifest: RunManifest, isSimulated: Bool) {
        self.evaluation = evaluation
        self.figures = figures
        self.manifest = manifest
        self.isSimulated = isSimulated
    }

    package var html: String {
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
        <title>Backtest \(HTML.escaped(manifest.market))</title>
        <link rel="icon" href="data:,">
        <style>\(Self.style)</style></head><body>
        \(header)\(warnings)\(targets)\(equity)\(books)\(months)\(trades)\(luck)\(models)\(agreements)\(leakage)\(definitions)\(making)
        </body></html>

        """
    }

    private var header: String {
        let from = manifest.firstEvent.map { String($0.prefix(10)) } ?? "no event"
        let to = manifest.lastEvent.map { String($0.prefix(10)) } ?? "no event"
        let symbols = evaluation.candles.reduce(into: Set<Symbol>()) { $0.insert($1.symbol) }.sorted()
        let mark = isSimulated ? "<span class=\"badge\">SIMULATED MODELS</span>" : ""
        let part = manifest.isInterrupted ? "<span class=\"badge\">STOPPED HALF-WAY</span>" : ""
        return """
            <header><h1>Backtest \(from) to \(to) \(mark)\(part)</h1>
            <p>\(symbols.map(\.description).joined(separator: ", ")) · \(manifest.cycles) decision cycles · \
            \(manifest.candles) candles · paper money</p></header>
            """
    }

    private var warnings: String {
        var texts: [String] = []
        if isSimulated {
            texts.append(
                "The models' answers come from fixed rules, not from language models. The figures show that the "
                    + "pipeline works; they say nothing about DeepSeek or Qwen."
            )
        } else {
            for slot in Set(evaluation.models.map(\.slot)).sorted() where evaluation.cutOff(of: slot) == nil {
                texts.append("Where \(slot)'s training data end is not known: every figure may be memory, not skill.")
            }
        }
        for known in figures.knowledge {
            texts.append(
                "\(known.slot) may remember the market up to \(known.until.description.prefix(10)): what lies before it "
                    + "proves nothing. Such figures carry a †, and are split below."
            )
        }
        if let days = figures.value("book.fused.days"), days < 180 {
            texts.append("\(Int(days)) days are little: look at the intervals, not at the figures.")
        }
        return texts.map { "<p class=\"warning\">\(HTML.escaped($0))</p>" }.joined()
    }

    private var targets: String {
        func row(_ title: String, _ goal: String, _ key: String, _ interval: String, isMet: (Double) -> Bool)
            -> [String]
        {
            let value = HTML.figure(figures, "book.fused.\(key)", key == "sharpe" ? .number : .percent)
            let format: HTML.Format = key == "sharpe" ? .number : .percent
            let (low, high) = (figures.value("target.\(interval).low"), figures.value("target.\(interval).high"))
            var verdict = "too few samples"
            if let own = figures.value("book.fused.\(key)") {
                let isSure = [low, high].allSatisfy { $0.map { isMet($0) == isMet(own) } ?? false }
                verdict = (isMet(own) ? "met" : "not met") + (isSure ? "" : ", but chance reaches the other side")
            }
            let range =
                [low, high].contains(nil)
                ? "–"
                : HTML.figure(figures, "target.\(interval).low", format) + " to "
                    + HTML.figure(figures, "target.\(interval).high", format)
            return [
                title, value, goal,
                "<span class=\"verdict \(verdict.hasPrefix("met") ? "up" : "down")\">\(verdict)</span>", range,
            ]
        }
        return HTML.section(
            "Targets",
            HTML.table(
                ["", "this run", "target", "", "95 % interval"],
                [
                    row("Win rate", "over 50 %", "win_rate", "win_rate") { $0 > 0.5 },
                    row("Sharpe ratio", "over 1.0", "sharpe", "sharpe") { $0 > 1 },
                    row("Maximum drawdown", "under 15 %", "max_drawdown", "max_drawdown") { $0 < 0.15 },
                    row("Return a year", "over 20 %", "cagr", "cagr") { $0 > 0.2 },
                ]
            )
        )
    }

    private var making: String {
        let rows = [
            ("run", manifest.run), ("ledger", manifest.ledgerHash), ("settings", manifest.config),
            ("candles", manifest.data), ("prompts", manifest.prompts), ("executable", manifest.binary),
            ("seed", manifest.seed.map(String.init) ?? "–"), ("market", manifest.market), ("models", manifest.models),
        ]
        return HTML.section(
            "How it was made",
            HTML.list(rows.map { ($0.0, "<code>\(HTML.escaped($0.1))</code>") }),
            HTML.note("Digests are SHA-256. Equal settings, candles and prompts give the same ledger, byte for byte.")
        )
    }
}
