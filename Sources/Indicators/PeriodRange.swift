/// The periods an indicator accepts: from its own minimum to 100 000 values, TA-Lib's limit.
///
/// A period is a constant of the program, so an initialiser traps on one out of range; a debug build says what is
/// allowed. Whoever takes a period from a setting checks it against the type's `periods` first, and refuses by name.
package enum PeriodRange {
    /// The longest window or smoothing of any indicator, in values.
    package static let longest = 100_000

    /// Stops the program when a period is out of range.
    ///
    /// - Parameters:
    ///   - period: the wanted number of values.
    ///   - allowed: what the indicator accepts.
    ///   - name: the indicator and parameter, for the message.
    static func check(_ period: Int, in allowed: ClosedRange<Int>, for name: StaticString) {
        precondition(
            allowed.contains(period),
            "\(name) was \(period); allowed is \(allowed.lowerBound) to \(allowed.upperBound) values. Correct the call."
        )
    }
}
