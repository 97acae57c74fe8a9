import Backtesting
import Glibc
import PaperTrading
import TestSupport
import TradingDomain

// usage: EngineBenchmark CANDLES ROUNDS SERIES-FILE
// Writes the series for the loop in C, runs the EMA cross over it, and prints `candles-per-second fills equity
// drawdown`: the rate by processor time, the best of the rounds.
let words = CommandLine.arguments.dropFirst().map { $0 }
let count = words.first.flatMap { Int($0) } ?? 175_200
let rounds = words.dropFirst().first.flatMap { Int($0) } ?? 5
let symbol = try Symbol("BTCUSDT")
let candles = Array(ReferenceSeries(symbol: symbol).prefix(count))

if let path = words.dropFirst(2).first {
    var numbers: [Int64] = []
    for candle in candles {
        let cents = [candle.open, candle.high, candle.low, candle.close].map { $0.units / 1_000_000 }
        numbers += [candle.openTime.milliseconds] + cents
    }
    guard let file = fopen(path, "wb"), fwrite(numbers, 8, numbers.count, file) == numbers.count, fclose(file) == 0
    else {
        perror(path)
        exit(1)
    }
}

/// Processor time of this process, in seconds: other processes on the machine do not count.
func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

let settings = try BrokerSettings.reference(symbol)
let quantity = try Quantity(parsing: "1")
let million = try Money(parsing: "1000000")
func pass() throws -> NativeBacktest<EMACross> {
    var backtest = NativeBacktest(
        EMACross(quantity: quantity),
        symbol: symbol,
        initialEquity: million,
        settings: settings
    )
    for candle in candles { try backtest.add(candle) }
    return backtest
}

var best = Double.infinity
var result = try pass()
for _ in 0..<max(rounds, 1) {
    let start = processorTime()
    result = try pass()
    best = min(best, processorTime() - start)
}
let cents = (result.equity.units + 500_000) / 1_000_000
let drawdown = (result.maximumDrawdown * 1e6).rounded() / 1e6
print(Int(Double(count) / best), result.counters.fills, Double(cents) / 100, drawdown)
