internal import Glibc

/// What follows from a series of daily returns; a year has 365 days, the risk-free rate is 0.
package struct DailyReturns: Hashable, Sendable {
    package let values: [Double]

    package init(_ values: [Double]) { self.values = values }

    package var mean: Double { values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count) }

    /// With n − 1 in the denominator; 0 for fewer than two.
    package var deviation: Double {
        guard values.count > 1 else { return 0 }
        let mean = mean
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }

    /// Mean ÷ deviation of a day, not annualised; `nil` where the returns do not vary.
    package var dailySharpe: Double? {
        let (mean, deviation) = (mean, deviation)
        return deviation > abs(mean) * 1e-9 && deviation > 0 ? mean / deviation : nil
    }

    /// Third standardised moment, 0 for a symmetric sample; 0 where the returns do not vary.
    package var skewness: Double { moment(3) }

    /// Fourth standardised moment, 3 for the normal distribution; 3 where the returns do not vary.
    package var kurtosis: Double { deviation > 0 ? moment(4) : 3 }

    /// Growth of the whole series a year: Π(1 + r)^(365 ÷ n) − 1; `nil` when nothing is left.
    package var growth: Double? {
        var equity = 1.0
        for value in values { equity *= 1 + value }
        guard equity > 0, !values.isEmpty else { return nil }
        return pow(equity, 365 / Double(values.count)) - 1
    }

    /// The deepest (peak − equity) ÷ peak at the ends of days.
    package var maximumDrawdown: Double {
        var (equity, peak, deepest) = (1.0, 1.0, 0.0)
        for value in values {
            equity *= 1 + value
            peak = max(peak, equity)
            deepest = max(deepest, (peak - equity) / peak)
        }
        return deepest
    }

    /// The central moment over the population, by the deviation over the population.
    private func moment(_ power: Int) -> Double {
        guard !values.isEmpty else { return 0 }
        let mean = mean
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        guard variance > 0 else { return 0 }
        let deviation = variance.squareRoot()
        return values.reduce(0) { $0 + pow(($1 - mean) / deviation, Double(power)) } / Double(values.count)
    }
}
