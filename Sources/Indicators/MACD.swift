/// Moving average convergence and divergence: a fast average less a slow one, its own average, and their difference.
///
/// - Formula: `line = EMA(fast) − EMA(slow)`, `signal = EMA(line, signal)`, `histogram = line − signal`. Both averages
///   are seeded at the same value, index `slow − 1`: the fast one with the mean of the `fast` values up to there.
/// - Unit: that of the values.
/// - Warm-up: first valid index `slow + signal − 2` for all three (33 for 12, 26, 9): the line is not shown before
///   its signal exists.
/// - Source: TA-Lib 0.8 `MACD` (Gerald Appel); equal to the bit, no running sum.
package struct MACD: Sendable, Equatable {
    /// One reading, in the unit of the values.
    package struct Output: Sendable, Equatable {
        package let line: Double
        package let signal: Double
        package let histogram: Double
    }

    /// The fast and slow periods that `init` accepts.
    package static let periods = 2...PeriodRange.longest
    /// The signal periods that `init` accepts.
    package static let signalPeriods = 1...PeriodRange.longest

    private var fast: EMA
    private var slow: EMA
    private var signal: EMA
    /// Values that the fast average has yet to ignore, so that both are seeded together.
    private var skipped: Int

    /// Traps on a period out of range, or a fast one that is not shorter than the slow one.
    ///
    /// - Parameters:
    ///   - fast: period of the fast average, in `periods`.
    ///   - slow: period of the slow average, in `periods`, longer than `fast`.
    ///   - signal: period of the line's own average, in `signalPeriods`.
    package init(fast: Int = 12, slow: Int = 26, signal: Int = 9) {
        PeriodRange.check(fast, in: Self.periods, for: "the fast period of MACD")
        PeriodRange.check(slow, in: Self.periods, for: "the slow period of MACD")
        PeriodRange.check(signal, in: Self.signalPeriods, for: "the signal period of MACD")
        precondition(fast < slow, "MACD was given fast \(fast) and slow \(slow); fast must be shorter. Swap them.")
        self.fast = EMA(uncheckedPeriod: fast)
        self.slow = EMA(uncheckedPeriod: slow)
        self.signal = EMA(uncheckedPeriod: signal)
        skipped = slow - fast
    }

    /// The latest reading; nil until warm.
    package var value: Output? {
        guard let fast = fast.value, let slow = slow.value, let signal = signal.value else { return nil }
        return Output(line: fast - slow, signal: signal, histogram: (fast - slow) - signal)
    }

    /// Takes the next value, which must be finite.
    ///
    /// - Parameter value: the next of the series.
    /// - Returns: the reading including it; nil until warm.
    @discardableResult
    package mutating func update(_ value: Double) -> Output? {
        let slowAverage = slow.update(value)
        guard skipped == 0 else {
            skipped -= 1
            return nil
        }
        guard let fastAverage = fast.update(value), let slowAverage else { return nil }
        let line = fastAverage - slowAverage
        guard let average = signal.update(line) else { return nil }
        return Output(line: line, signal: average, histogram: line - average)
    }
}
