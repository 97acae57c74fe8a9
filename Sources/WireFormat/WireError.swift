/// Why a message was refused. A refused message changes nothing; its sender is counted.
package enum WireError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The bytes are no protocol buffer of the expected type.
    case unreadable(what: String)
    case missing(field: String)
    case unknown(field: String, was: String)
    case refused(field: String, reason: String)
    case version(was: UInt32)
    case tooLarge(bytes: Int, limit: Int)
    /// A well-formed message that is no answer to what was asked.
    case unexpected(what: String)

    package var description: String {
        switch self {
        case .unreadable(let what): "the bytes are no \(what)"
        case .missing(let field): "field \(field) is missing; a missing value is refused, never taken as zero"
        case .unknown(let field, let was): "field \(field) has the unknown value '\(was.prefix(40))'"
        case .refused(let field, let reason): "field \(field): \(reason)"
        case .version(let was):
            "message version \(was), this process reads version \(WireFormat.version); run one build everywhere"
        case .tooLarge(let bytes, let limit): "message of \(bytes) bytes, at most \(limit) are read"
        case .unexpected(let what): what
        }
    }
}
