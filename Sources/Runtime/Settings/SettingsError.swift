/// Settings that were refused, with every problem at once.
package struct SettingsError: Error, Sendable, CustomStringConvertible {
    package let problems: [String]

    package init(problems: [String]) { self.problems = problems }

    package var description: String { problems.joined(separator: "; ") }
}
