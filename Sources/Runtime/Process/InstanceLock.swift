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
    ///   ``ExitStatus/cannotCreate``.
    package init(paths: RunPaths, role: Role, instance: String) throws(ProcessFailure) {
        let name = "\(role.rawValue)-\(instance)"
        let path = paths.lock(role, instance)
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ProcessFailure(.cannotCreate, "lock file \(path): \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            close(descriptor)
            throw ProcessFailure(
                .held,
                "\(name) of this account is already running as pid \(holder.prefix(20)); stop that one first, "
                    + "or start another with --instance"
            )
        }
        ftruncate(descriptor, 0)
        let pid = "\(getpid())"
        _ = pid.withCString { pwrite(descriptor, $0, strlen($0), 0) }
        epoch = try InstanceLock.nextEpoch(file: "\(paths.data)/\(name).epoch")
        self.path = path
        self.descriptor = descriptor
    }

    private static func nextEpoch(file: String) throws(ProcessFailure) -> UInt64 {
        let last = (try? String(contentsOfFile: file, encoding: .utf8)).flatMap(UInt64.init) ?? 0
        let next = last + 1
        let temporary = "\(file).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ProcessFailure(.cannotCreate, "epoch file \(temporary): \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        let text = "\(next)"
        let isWritten = text.withCString { write(descriptor, $0, strlen($0)) } == text.utf8.count
        guard isWritten, fsync(descriptor) == 0, rename(temporary, file) == 0 else {
            throw ProcessFailure(
                .cannotCreate,
                "epoch file \(file) cannot be written: \(String(cString: strerror(errno)))"
            )
        }
        return next
    }

    /// Gives the role back on a clean exit, so that nothing is left behind.
    package func release() {
        unlink(path)
        close(descriptor)
    }
}
