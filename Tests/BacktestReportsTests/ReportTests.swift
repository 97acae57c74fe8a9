import BacktestReports
import Backtesting
import Performance
import Testing

@Suite struct ReportTests {
    private static func manifest(ledger: String) -> RunManifest {
        RunManifest(
            binary: "b",
            config: "c",
            data: "d",
            prompts: "none",
            seed: 7,
            ledgerHash: ledger,
            market: "synthetic market, seed 7",
            models: "simulated",
            events: ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"),
            counts: (candles: 10, cycles: 5),
            isInterrupted: false
        )
    }

    private static func figures(return value: Double) -> Figures {
        var figures = Figures()
        figures.set("book.fused.total_return", .value(value))
        figures.set("book.fused.sharpe", .tooFewSamples(count: 3, needed: 30))
        figures.set("book.hold.total_return", .value(0.5))
        return figures
    }

    @Test func aFigureKeepsItsLastValueAndItsReason() {
        var figures = Self.figures(return: 0.1)
        figures.set("book.fused.total_return", .value(0.2))
        #expect(figures.keys == ["book.fused.total_return", "book.fused.sharpe", "book.hold.total_return"])
        #expect(figures.value("book.fused.total_return") == 0.2)
        #expect(figures.value("book.fused.sharpe") == nil)
        #expect(figures.metric("book.fused.sharpe") == .tooFewSamples(count: 3, needed: 30))
    }

    @Test func aSummarySaysWhyAFigureIsMissing() throws {
        let summary = Summary(Self.manifest(ledger: "x"), Self.figures(return: 0.1))
        let json = try summary.json()
        #expect(json.contains("\"book.fused.sharpe\" : null"))
        #expect(summary.reasons["book.fused.sharpe"] == "too few samples (3 of 30)")
    }

    @Test func twoRunsAreComparedByWhatMadeThemAndWhatCameOfThem() {
        let first = Summary(Self.manifest(ledger: "x"), Self.figures(return: 0.1))
        let second = Summary(Self.manifest(ledger: "y"), Self.figures(return: 0.25))
        var manifest = Self.manifest(ledger: "y")
        manifest.run = "other"
        let text = Comparison(first, Summary(manifest, Self.figures(return: 0.25))).text
        #expect(text.contains("settings equal") && text.contains("ledger DIFFER"))
        #expect(text.contains("+15.00 %"))
        #expect(text.contains("hold"))
        #expect(Comparison(second, second).text.hasPrefix("the same run"))
    }

    @Test func theRunsDigestCoversAllButTheExecutable() {
        let first = Self.manifest(ledger: "x")
        var other = first
        other.binary = "z"
        #expect(first.digested == other.digested)
        #expect(first.digested != Self.manifest(ledger: "y").digested)
    }
}
