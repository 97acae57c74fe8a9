internal import Glibc

/// The normal distribution with mean 0 and variance 1.
package enum NormalDistribution {
    /// The probability of a value up to `value`.
    package static func cumulative(_ value: Double) -> Double { 0.5 * erfc(-value / 2.0.squareRoot()) }

    /// The value that `probability` lies at or below.
    ///
    /// Acklam's rational approximation (relative error 1.2e-9) and one step of Halley's method, which makes it exact to
    /// about 1e-15.
    /// - Parameter probability: above 0, below 1; traps otherwise.
    /// - Returns: the quantile.
    /// - Source: P. J. Acklam, "An algorithm for computing the inverse normal cumulative distribution function", 2003.
    package static func quantile(_ probability: Double) -> Double {
        precondition(probability > 0 && probability < 1, "a probability is above 0 and below 1")
        let first = approximation(probability)
        let error = cumulative(first) - probability
        let step = error * (2 * Double.pi).squareRoot() * exp(first * first / 2)
        return first - step / (1 + first * step / 2)
    }

    private static let a = [
        -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
        -3.066479806614716e+01, 2.506628277459239e+00,
    ]
    private static let b = [
        -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
        -1.328068155288572e+01, 1,
    ]
    private static let c = [
        -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00,
        4.374664141464968e+00, 2.938163982698783e+00,
    ]
    private static let d = [
        7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1,
    ]

    private static func approximation(_ p: Double) -> Double {
        func polynomial(_ factors: [Double], _ x: Double) -> Double { factors.reduce(0) { $0 * x + $1 } }
        let low = 0.02425
        if p < low {
            let q = (-2 * log(p)).squareRoot()
            return polynomial(c, q) / polynomial(d, q)
        }
        if p > 1 - low { return -approximation(1 - p) }
        let q = p - 0.5
        return q * polynomial(a, q * q) / polynomial(b, q * q)
    }
}
