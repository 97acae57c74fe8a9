internal import Glibc

/// What the best of many trials is worth: the probability that its true Sharpe ratio is above what the best of as many
/// worthless trials would show.
///
/// - Source: D. Bailey, M. López de Prado, "The deflated Sharpe ratio", Journal of Portfolio Management 40 (5), 2014;
///   the probabilistic Sharpe ratio from their "The Sharpe ratio efficient frontier", Journal of Risk 15 (2), 2012.
package struct DeflatedSharpe: Hashable, Sendable {
    /// Of the best trial: mean ÷ deviation of a day.
    package let dailySharpe: Double
    /// The highest daily Sharpe ratio to be expected of trials without any skill.
    package let expectedMaximum: Double
    /// Probability that the true Sharpe ratio is above zero, were this the only trial.
    package let probabilistic: Double
    /// Probability that the true Sharpe ratio is above ``expectedMaximum``.
    package let deflated: Double

    /// `nil` for fewer than two trials or 30 days, or where the returns do not vary.
    ///
    /// - Parameters:
    ///   - best: daily returns of the best trial.
    ///   - trials: daily Sharpe ratios of all trials, the best among them.
    package init?(best: DailyReturns, trials: [Double]) {
        guard trials.count >= 2, best.values.count >= 30, let sharpe = best.dailySharpe else { return nil }
        dailySharpe = sharpe
        expectedMaximum = Self.expectedMaximum(of: trials.count, deviation: DailyReturns(trials).deviation)
        probabilistic = Self.probability(best, above: 0)
        deflated = Self.probability(best, above: expectedMaximum)
    }

    /// `σ · ((1 − γ) · Z⁻¹(1 − 1/N) + γ · Z⁻¹(1 − 1/(N·e)))` with Euler's γ.
    ///
    /// - Parameters:
    ///   - count: how many trials; at least 2.
    ///   - deviation: of their daily Sharpe ratios.
    /// - Returns: the expected highest of them, were the true one zero for all.
    package static func expectedMaximum(of count: Int, deviation: Double) -> Double {
        let gamma = 0.5772156649015329
        let n = Double(max(count, 2))
        return deviation
            * ((1 - gamma) * NormalDistribution.quantile(1 - 1 / n)
                + gamma * NormalDistribution.quantile(1 - 1 / (n * M_E)))
    }

    /// `Φ((SR − SR*) · √(n − 1) ÷ √(1 − skew · SR + (kurtosis − 1) / 4 · SR²))`.
    ///
    /// - Parameters:
    ///   - returns: of days; they vary.
    ///   - threshold: SR*, of a day.
    /// - Returns: the probability that the true Sharpe ratio is above `threshold`.
    package static func probability(_ returns: DailyReturns, above threshold: Double) -> Double {
        guard let sharpe = returns.dailySharpe else { return 0 }
        let spread = 1 - returns.skewness * sharpe + (returns.kurtosis - 1) / 4 * sharpe * sharpe
        let count = Double(returns.values.count)
        return NormalDistribution.cumulative(
            (sharpe - threshold) * (count - 1).squareRoot() / max(spread, 1e-12).squareRoot()
        )
    }
}
