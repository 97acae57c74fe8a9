internal import Foundation
internal import Glibc

/// The proof that this process is the only holder of its role and instance, with the number of this life.
///
/// libzmq would let a second process take over a bound path without a word, so the lock comes before the bind. The
/// kernel frees it when the holder dies, however it dies; a stopped holder keeps it.
package final class InstanceLock: Sendable {
    /// Rises by one with each start, and is on disk before anything is bound.
    package let epoch: UInt64
    private let path: String
    private let descriptor: Int32

    /// - Parameters:
    ///   - paths: the run's folders.
    ///   - role: the role to hold.
    ///   - instance: which instance of it.
    /// - Throws: ``ProcessFailure`` with status ``ExitStatus/held`` and the holder's pid, or
    ///   ``ExitStatus/cannotCreate``, or ``ExitStatus/data`` for an epoch file that cannot be read.
    package init(paths: RunPaths, role: Role, instance: String) throws(ProcessFailure) {
        let name = "\(role.rawValue)-\(instance)"
        let path = paths.lock(role, instance)
        let descriptor = try InstanceLock.lock(path, name: name)
        let pid = "\(getpid())\n"
        let count = pid.withCString { pwrite(descriptor, $0, strlen($0), 0) }
        ftruncate(descriptor, max(0, count))
        do throws(ProcessFailure) {
            epoch = try InstanceLock.nextEpoch(folder: paths.data, name: name)
        } catch {
            unlink(path)
            close(descriptor)
            throw error
        }
        self.path = path
        self.descriptor = descriptor
    }

    /// Opens and locks the file that has the path now.
    ///
    /// Whoever ends removes its file while it holds the lock, so a lock on a file that has lost its name, or whose name
    /// another file has, proves nothing: then it is tried again.
    private static func lock(_ path: String, name: String) throws(ProcessFailure) -> Int32 {
        for _ in 0..<1_000 {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard descriptor >= 0 else {
                throw ProcessFailure(.cannotCreate, "lock file \(path): \(String(cString: strerror(errno)))")
            }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                let code = errno
                close(descriptor)
                throw refusal(path, name: name, code: code)
            }
            var (held, named) = (stat(), stat())
            if fstat(descriptor, &held) == 0, stat(path, &named) == 0, held.st_ino == named.st_ino,
                held.st_dev == named.st_dev
            {
                return descriptor
            }
            close(descriptor)
        }
        throw ProcessFailure(.cannotCreate, "lock file \(path) is removed again and again; find out by whom")
    }

    private static func refusal(_ path: String, name: String, code: Int32) -> ProcessFailure {
        guard code == EWOULDBLOCK else {
            return ProcessFailure(.cannotCreate, "lock file \(path): \(String(cString: strerror(code)))")
        }
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let pid = text.prefix { $0 != "\n" }.prefix(20)
        return ProcessFailure(
            .held,
            "\(name) of this account is already running as pid \(pid.isEmpty ? "(not yet known)" : pid); "
                + "stop that one first, or start another with --instance"
        )
    }

    /// The epoch after the one on disk, written and durable before it is returned.
    ///
    /// A file that is there and cannot be read is refused: to begin again at 1 would bring old epochs back to life.
    private static func nextEpoch(folder: String, name: String) throws(ProcessFailure) -> UInt64 {
        let file = "\(folder)/\(name).epoch"
        var last: UInt64 = 0
        if access(file, F_OK) == 0 {
            guard let text = try? String(contentsOfFile: file, encoding: .utf8), let number = UInt64(text),
                number < UInt64.max
            else {
                throw ProcessFailure(.data, "epoch file \(file) is no number; restore it from a backup of this account")
            }
            last = number
        }
        let temporary = "\(file).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ProcessFailure(.cannotCreate, "epoch file \(temporary): \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        let text = "\(last + 1)"
        let isWritten = text.withCString { write(descriptor, $0, strlen($0)) } == text.utf8.count
        guard isWritten, fsync(descriptor) == 0, rename(temporary, file) == 0, isDurable(folder) else {
            throw ProcessFailure(
                .cannotCreate,
                "epoch file \(file) cannot be written: \(String(cString: strerror(errno)))"
            )
        }
        return last + 1
    }

    /// Makes a rename in a folder survive a power cut.
    private static func isDurable(_ folder: String) -> Bool {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }

    /// Gives the role back on a clean exit, so that nothing is left behind.
    package func release() {
        unlink(path)
        close(descriptor)
    }
}
