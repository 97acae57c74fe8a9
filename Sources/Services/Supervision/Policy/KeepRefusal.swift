/// Why a supervisor did not begin what it was asked for.
package enum KeepRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case stopping
    case noSuchInstance(Int, known: [Int])
    case countOutOfRange(Int)
    case exclusive(count: Int)

    package var description: String {
        switch self {
        case .stopping:
            "the supervisor is stopping; start it again first"
        case .noSuchInstance(let instance, let known):
            "there is no instance \(instance); there is \(known.map(String.init).joined(separator: ", "))"
        case .countOutOfRange(let count):
            "\(count) instances asked; allowed are 0 to \(KeepPolicy.instanceLimit)"
        case .exclusive(let count):
            "\(count) instances asked; this role holds an exclusive lock, so at most 1 can run"
        }
    }
}
