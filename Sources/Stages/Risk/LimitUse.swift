/// How much of one limit is used now; for a person's eyes, never for a decision.
package struct LimitUse: Hashable, Sendable {
    /// The setting's name, such as `per_symbol_percent`.
    package let name: String
    /// The symbol it is about; empty for the account.
    package let subject: String
    package let limit: Double
    /// In the limit's unit; `nil` for a limit on a single order, which nothing uses up.
    package let used: Double?
    /// Of a correlated group: the symbols whose exposure counts, sorted.
    package var members: [String] = []
}
