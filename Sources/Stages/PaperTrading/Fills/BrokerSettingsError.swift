/// Every problem of the broker's settings at once.
package struct BrokerSettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    package let problems: [String]

    package var description: String { problems.joined(separator: "; ") }
}
