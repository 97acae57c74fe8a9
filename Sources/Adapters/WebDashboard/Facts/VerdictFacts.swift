/// What the gate has said since the account was opened.
package struct VerdictFacts: Hashable, Sendable {
    package var approved: UInt64 = 0
    package var refused: UInt64 = 0
    /// How often each code was the verdict, the most frequent first.
    package private(set) var refusals: [Count] = []

    package struct Count: Hashable, Sendable {
        package let code: String
        package let times: UInt64
    }

    static let mostCodes = 64

    /// - Parameters:
    ///   - approved: orders.
    ///   - refused: decisions.
    ///   - refusals: in any order; codes longer than 40 characters are cut.
    package init(approved: UInt64, refused: UInt64, refusals: [(code: String, times: UInt64)]) {
        self.approved = approved
        self.refused = refused
        let counts = refusals.prefix(Self.mostCodes).map { Count(code: String($0.code.prefix(40)), times: $0.times) }
        self.refusals = counts.sorted { ($1.times, $0.code) < ($0.times, $1.code) }
    }

    init() {}
}
