/// What halting by the page needs, and does.
package struct HaltByPage: Sendable {
    /// Bytes of a reason that are read.
    package static let longestReason = 200

    private let token: String
    /// Halts, with a person's reason; says in words what is so now.
    let halt: @Sendable (String) async -> (isDone: Bool, text: String)

    /// - Parameters:
    ///   - token: who knows it may halt; at least 32 characters.
    ///   - halt: what is done then.
    package init(token: String, halt: @escaping @Sendable (String) async -> (isDone: Bool, text: String)) {
        self.token = token
        self.halt = halt
    }

    /// Whether a header is `Bearer` and the token. Takes as long for a wrong token as for the right one.
    func isRight(_ header: String?) -> Bool {
        guard token.utf8.count >= 32, let header else { return false }
        let (given, wanted) = (Array(header.utf8), Array("Bearer \(token)".utf8))
        guard given.count == wanted.count else { return false }
        return zip(given, wanted).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
