/// Why bytes are not the canonical encoding of a value.
public enum CanonicalError: Error, Hashable, Sendable, CustomStringConvertible {
    case truncated(offset: Int)
    case trailing(count: Int)
    case unknown(what: String, value: UInt64, offset: Int)
    case notPlainText(text: String)
    /// The bytes have the right shape, but the domain refuses the value.
    case refused(ValueError, offset: Int)

    public var description: String {
        switch self {
        case .truncated(let offset): "the bytes end at \(offset), inside a value"
        case .trailing(let count): "\(count) bytes follow the last value; none may"
        case .unknown(let what, let value, let offset): "\(what) \(value) at byte \(offset) is not known"
        case .notPlainText(let text): "'\(text)' is not printable ASCII of at most 400 characters"
        case .refused(let error, let offset): "before byte \(offset): \(error)"
        }
    }
}
