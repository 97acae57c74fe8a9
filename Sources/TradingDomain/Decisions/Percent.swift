/// A whole number of percent from 0 to 100: a confidence, a share of equity, a risk score.
public struct Percent: Hashable, Comparable, Sendable {
    public let value: Int

    public static let zero = Percent(known: 0)

    private init(known value: Int) { self.value = value }

    /// - Throws: ``ValueError/outOfRange(what:was:allowed:)`` outside 0 ... 100.
    public init(_ value: Int, what: String = "percent") throws(ValueError) {
        guard (0...100).contains(value) else {
            throw .outOfRange(what: what, was: "\(value)", allowed: "0 to 100")
        }
        self.value = value
    }

    public static func < (left: Percent, right: Percent) -> Bool { left.value < right.value }
}

extension Percent: CustomStringConvertible {
    public var description: String { "\(value)" }
}
