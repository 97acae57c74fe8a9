internal import Glibc

/// The few calls on Unix stream sockets that control needs.
enum UnixSocket {
    /// A socket bound to `path` that listens, never blocks, and is closed on exec; or the errno.
    static func listen(at path: String) -> Result<Int32, SocketFailure> {
        make { descriptor in
            withAddress(path) { bind(descriptor, $0, $1) } == 0 && Glibc.listen(descriptor, 16) == 0
                && fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0
        }
    }

    /// A socket connected to `path`, which gives up reading and writing after `timeoutMilliseconds`; or the errno.
    static func connect(to path: String, timeoutMilliseconds: Int) -> Result<Int32, SocketFailure> {
        make { descriptor in
            var limit = timeval(tv_sec: timeoutMilliseconds / 1_000, tv_usec: timeoutMilliseconds % 1_000 * 1_000)
            let size = socklen_t(MemoryLayout<timeval>.size)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
            setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
            return withAddress(path) { Glibc.connect(descriptor, $0, $1) } == 0
        }
    }

    private static func make(_ prepare: (Int32) -> Bool) -> Result<Int32, SocketFailure> {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_UNIX, type, 0)
        guard descriptor >= 0 else { return .failure(SocketFailure(number: errno)) }
        guard prepare(descriptor) else {
            let failure = SocketFailure(number: errno)
            close(descriptor)
            return .failure(failure)
        }
        return .success(descriptor)
    }

    /// - Precondition: `path` fits; ``RunDirectory/socketPath(of:)`` has checked it.
    private static func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { buffer in
            buffer.copyBytes(from: path.utf8.prefix(buffer.count - 1))
        }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}

/// The errno of a failed socket call.
struct SocketFailure: Error, Hashable {
    let number: Int32
    var cause: String { String(cString: strerror(number)) }
}
