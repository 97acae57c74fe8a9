internal import Glibc

/// The folder that holds the control sockets of one account's supervisors. Mode 0700: who can open it controls them.
package struct RunDirectory: Hashable, Sendable {
    package static let suffix = ".control"
    private static let prefix = "keep-"
    /// `sun_path` holds 108 bytes with its ending zero.
    static let socketPathLimit = 107

    package let path: String

    /// - Parameter path: of the folder; slashes at its end make no difference.
    package init(path: String) {
        let end = path.utf8.lastIndex { $0 != UInt8(ascii: "/") }
        self.path = end.map { String(path[...$0]) } ?? path
    }

    /// Where the supervisors of an account live unless told otherwise.
    ///
    /// - Throws: ``SupervisionError/badAccount(_:)`` for a name that is not one harmless folder name.
    package init(account: String) throws(SupervisionError) {
        self.init(path: "run/\(try Self.checked(account: account))")
    }

    /// The account's name, when it is 1 to 41 letters, digits, `-`, `_` and `.`, a letter or digit first.
    ///
    /// - Throws: ``SupervisionError/badAccount(_:)`` otherwise.
    package static func checked(account: String) throws(SupervisionError) -> String {
        guard account.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9_.-]{0,40}/) != nil else { throw .badAccount(account) }
        return account
    }

    /// - Throws: ``SupervisionError/pathTooLong(path:limit:)``.
    package func socketPath(of name: SupervisedName) throws(SupervisionError) -> String {
        let socket = "\(path)/\(Self.prefix)\(name.text)\(Self.suffix)"
        guard socket.utf8.count <= Self.socketPathLimit else {
            throw .pathTooLong(path: socket, limit: Self.socketPathLimit)
        }
        return socket
    }

    /// Makes the folder and those above it where they are missing.
    ///
    /// - Throws: ``SupervisionError`` when it cannot be made, is something else, or is open to other users. An existing
    ///   folder's mode is never changed: it may be one that others need.
    package func prepare() throws(SupervisionError) {
        var partial = path.hasPrefix("/") ? "/" : ""
        for component in path.split(separator: "/") {
            partial += (partial.isEmpty || partial == "/" ? "" : "/") + component
            guard mkdir(partial, partial == path ? 0o700 : 0o755) != 0, errno != EEXIST else { continue }
            throw .system(call: "mkdir", path: partial, cause: String(cString: strerror(errno)))
        }
        var info = stat()
        guard stat(path, &info) == 0 else {
            throw .system(call: "stat", path: path, cause: String(cString: strerror(errno)))
        }
        guard info.st_mode & S_IFMT == S_IFDIR else { throw .notADirectory(path: path) }
        guard info.st_mode & 0o077 == 0 else {
            throw .openToOthers(path: path, mode: "0" + String(info.st_mode & 0o777, radix: 8))
        }
    }

    /// The names that have a control socket here, sorted; some may be left over from a supervisor that was killed.
    package func names() -> [SupervisedName] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [SupervisedName] = []
        while let entry = readdir(directory) {
            let file = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard file.hasPrefix(Self.prefix), file.hasSuffix(Self.suffix) else { continue }
            let text = String(file.dropFirst(Self.prefix.count).dropLast(Self.suffix.count))
            if let name = try? SupervisedName(text) { names.append(name) }
        }
        return names.sorted()
    }
}
