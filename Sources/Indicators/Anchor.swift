/// When running sums about an anchor are summed anew about the mean of their window: TA-Lib's rules and constants.
///
/// - Source: TA-Lib 0.8 `VAR`, `CORREL` (issues 118, 242, 243 of its repository).
enum Anchor {
    /// Least share of the mean squared distance that must be spread; below it, digits have cancelled.
    static let leastShare = 0.000001
    /// Largest ratio of the squared distance that leaves to what stays; above it, what stays has been rounded away.
    static let largestOutlier = 1_000_000.0
    /// Most windows that an anchor serves, so that rounding errors do not pile up.
    static let longestStay = 32
    /// Least share of the mean squared distance from the window's own mean that is not the rounding error of that mean.
    static let noise = 0.000000000001
    /// `TA_EPSILON`: least share that a correlation needs of either series.
    static let leastSpread = 0.00000000000001
}
