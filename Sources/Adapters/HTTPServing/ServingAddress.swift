/// Where a server listens.
package enum ServingAddress: Hashable, Sendable, CustomStringConvertible {
    /// A host and a port; port 0 lets the system choose, and ``BoundAddress`` says which.
    case tcp(host: String, port: Int)
    /// A path of at most 107 bytes, in a folder that exists.
    case unixSocket(path: String)

    package var description: String {
        switch self {
        case .tcp(let host, let port): "\(host):\(port)"
        case .unixSocket(let path): path
        }
    }
}

/// Where a server listens now that it does.
package struct BoundAddress: Hashable, Sendable {
    /// The port in use, or `nil` on a Unix socket.
    package let port: Int?
    /// The socket's path, or `nil` on TCP.
    package let path: String?

    package init(port: Int?, path: String?) {
        self.port = port
        self.path = path
    }
}
