import Glibc

extension Endpoint {
    /// The directory must be ours alone, and what is at the path must be a socket or nothing, because libzmq unlinks
    /// whatever it finds there before it binds.
    ///
    /// - Throws: ``BusError/address(_:)``; nothing on disk is changed.
    func checkBeforeBinding() throws(BusError) {
        try checkDirectory()
        guard let path else { return }
        var info = stat()
        guard lstat(path, &info) == 0 else {
            let code = errno
            if code == ENOENT { return }
            throw refusal("cannot be looked at: \(BusError.text(of: code))")
        }
        guard info.st_mode & S_IFMT == S_IFSOCK else {
            throw refusal("cannot be bound: something that is not a socket has that name; move it away")
        }
        guard info.st_uid == geteuid() else {
            throw refusal("cannot be bound: the socket there belongs to user \(info.st_uid); remove it as that user")
        }
    }

    /// Connecting to a directory that does not exist would wait for ever without an error, and one that others may
    /// write to could hold somebody else's socket.
    ///
    /// - Throws: ``BusError/address(_:)``.
    func checkBeforeConnecting() throws(BusError) {
        try checkDirectory()
    }

    private func checkDirectory() throws(BusError) {
        guard let directory else { return }
        var info = stat()
        guard stat(directory, &info) == 0 else {
            let reason = BusError.text(of: errno)
            throw refusal("has no usable directory: \(directory): \(reason); make it with mkdir -m 700")
        }
        guard info.st_mode & S_IFMT == S_IFDIR else {
            throw refusal("has no usable directory: \(directory) is not a directory; name another one")
        }
        guard info.st_uid == geteuid() else {
            throw refusal("has a directory of user \(info.st_uid): \(directory); use one that belongs to you")
        }
        guard info.st_mode & 0o777 == 0o700 else {
            let mode = String(info.st_mode & 0o777, radix: 8)
            throw refusal("has a directory with mode \(mode), and only 700 is safe: chmod 700 \(directory)")
        }
    }

    /// The directory of the socket's file; `nil` for TCP.
    private var directory: String? {
        guard let path else { return nil }
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

/// The file that a bind made, so that closing removes it only while it is still the same one: during a swap the
/// newer process has bound the same path, and its file must stay.
struct BoundFile {
    private let path: String
    private let device: dev_t
    private let inode: ino_t

    /// `nil` when nothing is at the path.
    init?(path: String) {
        var info = stat()
        guard lstat(path, &info) == 0 else { return nil }
        self.path = path
        device = info.st_dev
        inode = info.st_ino
    }

    func removeIfOurs() {
        guard let now = BoundFile(path: path), now.device == device, now.inode == inode else { return }
        unlink(path)
    }
}
