/// Settings that were refused, with every problem at once, so that a person fixes them in one go.
package struct InvalidSettings: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which settings, such as `fusion`.
    package let what: String
    /// Each says what was and what is allowed.
    package let problems: [String]

    package init(what: String, problems: [String]) {
        self.what = what
        self.problems = problems
    }

    package var description: String { "\(what) settings: " + problems.joined(separator: "; ") }
}
