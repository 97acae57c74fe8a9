/// TA-Lib's idea of zero, needed to equal it on flat stretches.
///
/// It is absolute, not relative: a spread of squares below 1e-14 counts as none. Values around 1e-6 and smaller should
/// be scaled up before they reach an indicator that says it uses this.
enum Epsilon {
    /// `TA_EPSILON` of `ta_utility.h`.
    static let bound = 1e-14

    /// `TA_IS_ZERO`.
    static func isZero(_ value: Double) -> Bool {
        -bound < value && value < bound
    }

    /// `TA_IS_ZERO_OR_NEG`.
    static func isZeroOrNegative(_ value: Double) -> Bool {
        value < bound
    }
}
