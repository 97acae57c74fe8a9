/// Why a value of the domain was refused.
public enum ValueError: Error, Hashable, Sendable, CustomStringConvertible {
    case notPositive(what: String, units: Int64)
    case negative(what: String, units: Int64)
    case malformed(what: String, text: String)
    case tooLarge(what: String)
    /// A value outside its range; `was` and `allowed` are for a person to read.
    case outOfRange(what: String, was: String, allowed: String)
    /// Two values that contradict each other, such as a high below a low.
    case inconsistent(what: String)

    public var description: String {
        switch self {
        case .notPositive(let what, let units):
            "\(what) \(FixedPoint.text(units: units)) is not above zero"
        case .negative(let what, let units):
            "\(what) \(FixedPoint.text(units: units)) is below zero"
        case .malformed(let what, let text):
            "'\(text)' is no \(what): write digits with at most 8 decimals, such as 101.25"
        case .tooLarge(let what):
            "\(what) does not fit 64 bits in units of 1e-8 (at most 92 billion)"
        case .outOfRange(let what, let was, let allowed):
            "\(what) was \(was), allowed is \(allowed)"
        case .inconsistent(let what):
            what
        }
    }
}
