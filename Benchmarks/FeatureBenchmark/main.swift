import Features
import Glibc
import TradingDomain

// usage: FeatureBenchmark [CANDLES]
// Prints a Markdown table: nanoseconds of processor time per entry candle and per snapshot, for 1, 6 and 1,000 symbols;
// then what 1,000 live symbols leave of one core.
let candles = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 400_000

/// With two decimals.
func rounded(_ value: Double) -> Double { Double(Int(value * 100 + 0.5)) / 100 }

print("| symbols | apply, ns a candle | snapshot with levels, ns | without series, ns | M candles/s, as below |")
print("| --- | --- | --- | --- | --- |")
for count in [1, 6, 1_000] {
    guard let walk = Walk(symbols: count, candles: candles) else { continue }
    var best = Costs(apply: .infinity, snapshot: .infinity, bare: .infinity)
    for _ in 0..<3 { best = best.least(Costs(of: walk)) }
    // A tick each 5 min is 0.6 of a snapshot for a candle of 3 m.
    let whole = best.apply + 0.6 * best.bare
    let cells = [best.apply, best.snapshot, best.bare].map { "\(Int($0))" }.joined(separator: " | ")
    print("| \(count) | \(cells) | \(rounded(1_000 / whole)) |")
    guard count == 1_000 else { continue }
    let round_ns = Double(count) * (best.apply + best.snapshot)
    print(
        """

        M candles/s: an entry candle applied, and a snapshot without series each 5 min, as a backtest asks for it.
        1,000 live symbols of 3 m, a candle and a whole snapshot of each every 3 min: \(rounded(round_ns / 1e6)) ms of \
        processor time, \(rounded(round_ns / 180e9 * 100 * 100) / 100) % of one core.
        """
    )
}
