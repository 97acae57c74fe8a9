internal import Foundation
internal import Glibc

/// Where a run keeps its files and its sockets.
package struct RunPaths: Sendable {
    /// Books and logs of one account.
    package let data: String
    /// Sockets, locks and the halt file's sibling; 0700.
    package let run: String

    package init(data: String, run: String) {
        self.data = data
        self.run = run
    }

    /// The file whose presence halts trading when nothing else works.
    package var haltFile: String { "\(data)/HALT" }

    package func store(_ name: String) -> String { "\(data)/\(name).sqlite" }

    package func socket(_ role: Role, _ instance: String, _ channel: String) -> String {
        "\(run)/\(role.rawValue)-\(instance).\(channel)"
    }

    package func hasFile(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// The Unix socket of the local simulator of both providers.
    package var simulatorSocket: String { "\(run)/llm-simulator.http" }

    /// Makes both folders; only their owner may enter the one with the sockets.
    ///
    /// The rights of a folder that is there are never changed: it may be one that others need, such as `/tmp`.
    /// - Throws: ``ProcessFailure`` that names the folder, the cause and the option that chooses another.
    package func make() throws(ProcessFailure) {
        try RunPaths.makeFolder(data, mode: 0o755, option: "--data-dir")
        try RunPaths.makeFolder(run, mode: 0o700, option: "--run-dir")
        var info = stat()
        guard stat(run, &info) == 0, info.st_mode & 0o077 == 0, info.st_uid == geteuid() else {
            throw ProcessFailure(
                .cannotCreate,
                "folder \(run) has mode 0\(String(info.st_mode & 0o777, radix: 8)) and others may reach its sockets: "
                    + "chmod 700 it if it is yours alone, or choose another with --run-dir"
            )
        }
    }

    private static func makeFolder(_ path: String, mode: mode_t, option: String) throws(ProcessFailure) {
        let parts = path.split(separator: "/")
        var partial = path.hasPrefix("/") ? "" : "."
        for (index, part) in parts.enumerated() {
            partial += "/\(part)"
            guard mkdir(partial, index == parts.count - 1 ? mode : 0o755) != 0, errno != EEXIST else { continue }
            throw ProcessFailure(
                .cannotCreate,
                "folder \(path) cannot be made (\(String(cString: strerror(errno)))); choose another with \(option)"
            )
        }
        var info = stat()
        guard stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR else {
            throw ProcessFailure(.cannotCreate, "\(path) is no folder; choose another with \(option)")
        }
        guard access(path, W_OK | X_OK) == 0 else {
            throw ProcessFailure(.cannotCreate, "folder \(path) is not writable; choose another with \(option)")
        }
    }
}

extension RunPaths {
    /// The first instance number after `number` that nobody holds, for a second process of a role.
    package func freeInstance(of role: Role, after number: Int) -> String {
        for candidate in (number + 1)..<1_000 where !FileManager.default.fileExists(atPath: lock(role, "\(candidate)"))
        {
            return "\(candidate)"
        }
        return "\(number)"
    }

    /// Whether a process holds a role now; its files are its own then.
    package func isHeld(_ role: Role, _ instance: String) -> Bool {
        let descriptor = open(lock(role, instance), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    func lock(_ role: Role, _ instance: String) -> String { "\(run)/\(role.rawValue)-\(instance).lock" }
}
