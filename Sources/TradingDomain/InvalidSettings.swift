/// Settings that were refused, with every problem at once, so that a person fixes them in one go.
public struct InvalidSettings: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which settings, such as `fusion`.
    public let what: String
    /// Each says what was and what is allowed.
    public let problems: [String]

    public init(what: String, problems: [String]) {
        self.what = what
        self.problems = problems
    }

    public var description: String { "\(what) settings: " + problems.joined(separator: "; ") }
}
