import Glibc

/// Realised volatility: the standard deviation of the last `period` logarithmic returns, scaled to a year.
///
/// - Formula: `sqrt(Σ(r − mean)² / (period − 1)) · sqrt(periodsPerYear)`, `r = ln(v[i] / v[i−1])`.
/// - Unit: fraction a year (0.6 is 60 %); with `periodsPerYear` 1, fraction per candle.
/// - Warm-up: first valid index `period`. A series that does not move has volatility 0, exactly.
/// - Source: the usual close-to-close estimator (TA-Lib has none); sums about an anchor, relative error under 1e-9.
package struct RealisedVolatility: Sendable, Equatable {
    /// The periods that `init` accepts.
    package static let periods = 2...PeriodRange.longest

    package let period: Int
    private let scale: Double
    private var previous: Double?
    private var returns: RollingMoments

    /// Traps on a period out of range, or a year without candles.
    ///
    /// - Parameters:
    ///   - period: number of returns, in `periods`.
    ///   - periodsPerYear: candles in a year, positive: 2 190 of 4 hours, 175 200 of 3 minutes.
    package init(period: Int, periodsPerYear: Double) {
        PeriodRange.check(period, in: Self.periods, for: "the period of RealisedVolatility")
        precondition(
            periodsPerYear > 0,
            "periodsPerYear of RealisedVolatility was \(periodsPerYear); it must be positive. Correct the call."
        )
        self.period = period
        scale = periodsPerYear.squareRoot()
        returns = RollingMoments(capacity: period)
    }

    /// The latest volatility, as a fraction a year; nil until warm.
    package var value: Double? {
        returns.isFull ? (returns.scatter / Double(period - 1)).squareRoot() * scale : nil
    }

    /// Takes the next value, which must be positive and finite.
    ///
    /// - Parameter value: the next of the series.
    /// - Returns: the volatility including it, as a fraction a year; nil until warm.
    @discardableResult
    package mutating func update(_ value: Double) -> Double? {
        if let previous { returns.append(log(value / previous)) }
        previous = value
        return self.value
    }
}
