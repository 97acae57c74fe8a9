import Glibc

/// A path that a server may bind: free, or left over by a server that is gone.
enum SocketPath {
    /// `sun_path` has 108 bytes on Linux, the last one zero.
    static let maximumBytes = 107

    /// Makes way for a bind: removes a socket that nobody listens on, and touches nothing else.
    ///
    /// A bind unlinks whatever socket is there, live or not, so a second server would silently take the first one's
    /// clients. So it is asked first whether somebody answers.
    static func clear(_ path: String) throws(HTTPServingError) {
        guard path.utf8.count <= maximumBytes else {
            throw .pathTooLong(path: path, limit_bytes: maximumBytes)
        }
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: path) }
        guard !isAnswered(path) else { throw .addressInUse(.unixSocket(path: path)) }
        unlink(path)
    }

    /// Removes the socket that this server made, when it is still a socket.
    static func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK, !isAnswered(path) else { return }
        unlink(path)
    }

    private static func isAnswered(_ path: String) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { buffer in
            buffer.copyBytes(from: path.utf8.prefix(maximumBytes))
        }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                connect(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }
}
