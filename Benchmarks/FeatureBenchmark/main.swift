import Features
import Glibc
import TradingDomain

// usage: FeatureBenchmark [CANDLES]
// Prints a Markdown table: nanoseconds of processor time per entry candle and per snapshot, for 1, 6 and 1,000 symbols.
let candles = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 400_000

print("| symbols | apply, ns a candle | snapshot, ns | without series, ns | M candles/s with a decision each 5 min |")
print("| --- | --- | --- | --- | --- |")
for count in [1, 6, 1_000] {
    guard let walk = Walk(symbols: count, candles: candles) else { continue }
    var best = Costs(apply: .infinity, snapshot: .infinity, bare: .infinity)
    for _ in 0..<3 { best = best.least(Costs(of: walk)) }
    // A tick each 5 min is 0.6 of a snapshot for a candle of 3 m.
    let whole = best.apply + 0.6 * best.bare
    let cells = [best.apply, best.snapshot, best.bare].map { "\(Int($0))" }.joined(separator: " | ")
    print("| \(count) | \(cells) | \(Double(Int(100_000 / whole)) / 100) |")
}
