import Glibc

// usage: IndicatorBenchmark [CANDLES [RUNS [SERIES-FILE]]]
// Prints `candles_per_second checksum`: the median of the runs, and the sum of the last candle's 13 numbers.
let arguments = CommandLine.arguments.dropFirst().map { $0 }
let candles = arguments.first.flatMap { Int($0) } ?? 1_000_000
let runs = arguments.dropFirst().first.flatMap { Int($0) } ?? 7
let series = Series(candles: candles)
if let path = arguments.dropFirst(2).first, !series.write(to: path) {
    perror("The series could not be written to \(path)")
    exit(1)
}

/// Processor time of this process, in seconds: other processes on the machine do not count.
func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// Seconds of one pass over the series that stores all 13 numbers of each candle.
func pass(over series: Series, into rows: UnsafeMutablePointer<Double>) -> Double {
    let start = processorTime()
    var indicators = NineIndicators()
    for index in series.closes.indices {
        indicators.update(
            high: series.highs[index],
            low: series.lows[index],
            close: series.closes[index],
            row: rows + index * NineIndicators.width
        )
    }
    return processorTime() - start
}

let rows = UnsafeMutablePointer<Double>.allocate(capacity: candles * NineIndicators.width)
rows.initialize(repeating: 0, count: candles * NineIndicators.width)
let times = (0..<max(runs, 1)).map { _ in pass(over: series, into: rows) }.sorted()
let last = UnsafeBufferPointer(start: rows + (candles - 1) * NineIndicators.width, count: NineIndicators.width)
print(Int(Double(candles) / times[times.count / 2]), last.reduce(0, +))
