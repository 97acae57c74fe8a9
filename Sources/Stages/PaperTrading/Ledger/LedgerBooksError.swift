/// Why a ledger's entries do not make up books.
package enum LedgerBooksError: Error, Hashable, Sendable, CustomStringConvertible {
    case sequence(expected: UInt64, was: UInt64)
    case contradiction(sequence: UInt64, what: String)

    package var description: String {
        switch self {
        case .sequence(let expected, let was): "entry \(was) stands where entry \(expected) should"
        case .contradiction(let sequence, let what): "entry \(sequence) contradicts the ones before it: \(what)"
        }
    }
}
