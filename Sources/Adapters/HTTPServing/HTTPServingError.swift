/// Why a server did not start, or stopped by itself.
package enum HTTPServingError: Error, Hashable, Sendable, CustomStringConvertible {
    case addressInUse(ServingAddress)
    /// Something that is no socket lies at the path; it was left alone.
    case notASocket(path: String)
    case pathTooLong(path: String, limit_bytes: Int)
    case cannotBind(ServingAddress, reason: String)
    case stopped(reason: String)

    package var description: String {
        switch self {
        case .addressInUse(let address):
            "\(address) is in use by another server; stop it or choose another address"
        case .notASocket(let path):
            "\(path) exists and is no socket; it was left as it is, choose another path or move it"
        case .pathTooLong(let path, let limit):
            "socket path has \(path.utf8.count) bytes, at most \(limit) are allowed: \(path)"
        case .cannotBind(let address, let reason): "cannot listen on \(address): \(reason)"
        case .stopped(let reason): "the server stopped: \(reason)"
        }
    }
}
