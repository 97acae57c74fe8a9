import Glibc

/// Where a socket binds or connects: a Unix socket in a directory of ours, or TCP on this machine.
package struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    /// The most bytes a Unix socket's path may have. Source: unix(7), `sun_path` of 108 with its final zero.
    package static let maximumPathBytes = 107

    /// As libzmq takes it, such as `ipc:///run/tandem/data-feeder-1.events`.
    let address: String
    /// The socket's file; `nil` for TCP.
    let path: String?

    package var description: String { address }

    private init(address: String, path: String?) {
        self.address = address
        self.path = path
    }

    /// A Unix socket.
    ///
    /// - Parameter path: 1 to 107 bytes of a file name. What is on disk is checked at bind and connect, not here.
    /// - Returns: the endpoint.
    /// - Throws: ``BusError/address(_:)``.
    package static func ipc(path: String) throws(BusError) -> Endpoint {
        let count = path.utf8.count
        guard count <= maximumPathBytes else {
            throw .address(
                "socket path \(path) has \(count) bytes and the kernel allows \(maximumPathBytes): "
                    + "use a shorter runtime directory"
            )
        }
        guard !path.isEmpty, !path.utf8.contains(0), !path.hasPrefix("@"), !path.hasPrefix("*"), !path.hasSuffix("/")
        else {
            throw .address(
                "socket path \"\(path)\" is not the name of a file: give a path such as /run/tandem/x.events"
            )
        }
        return Endpoint(address: "ipc://" + path, path: path)
    }

    /// TCP on the loopback interface.
    ///
    /// - Parameters:
    ///   - host: `127.0.0.1`, another address of 127.0.0.0/8, or `localhost`.
    ///   - port: 1 to 65,535.
    /// - Returns: the endpoint.
    /// - Throws: ``BusError/address(_:)`` for any other host: without CURVE anyone on the network could trade.
    package static func tcp(host: String, port: Int) throws(BusError) -> Endpoint {
        guard (1...65_535).contains(port) else {
            throw .address("tcp://\(host):\(port) has a port outside 1 to 65535: choose a free one")
        }
        let host = host == "localhost" ? "127.0.0.1" : host
        guard isLoopback(host) else {
            throw .address(
                "tcp://\(host):\(port) is not on this machine and plain TCP has neither encryption nor a check of who "
                    + "connects: use 127.0.0.1 or ipc:// (CURVE is not supported yet)"
            )
        }
        return Endpoint(address: "tcp://\(host):\(port)", path: nil)
    }

    /// - Parameter text: `ipc://PATH` or `tcp://HOST:PORT`.
    /// - Throws: ``BusError/address(_:)``.
    package init(parsing text: String) throws(BusError) {
        if text.hasPrefix("ipc://") {
            self = try .ipc(path: String(text.dropFirst(6)))
        } else if text.hasPrefix("tcp://"), let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...])
        {
            self = try .tcp(host: String(text[..<colon].dropFirst(6)), port: port)
        } else {
            throw .address("endpoint \"\(text)\" is neither ipc://PATH nor tcp://HOST:PORT")
        }
    }

    private static func isLoopback(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// An error about this endpoint.
    ///
    /// - Parameter reason: what is wrong and what to do, as the end of a sentence.
    /// - Returns: an error that names the endpoint first.
    func refusal(_ reason: String) -> BusError {
        .address("\(address) \(reason)")
    }
}
