internal import Glibc

/// The file whose presence halts trading when nothing else works.
package struct AccountHaltFile: Sendable {
    package let path: String

    package init(_ paths: RunPaths) { path = paths.haltFile }

    package var exists: Bool { access(path, F_OK) == 0 }

    /// Puts the file there in one step, so that nobody reads half of it. It is seen at once, and on the disk when this
    /// returns: a disk that is busy delays no halt.
    ///
    /// - Throws: ``ProcessFailure`` when it cannot be written.
    package func write(by: String, reason: String) throws(ProcessFailure) {
        let text = String(reason.map { $0.isNewline ? " " : $0 })
        let bytes = Array("\(text) (by \(by))\n".utf8)
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        // Two people who halt at once write two files, and the later one stays.
        let draft = "\(path).\(getpid()).\(UInt32.random(in: 0...(.max)))"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, rename(draft, path) == 0 else {
            let failure = failure()
            unlink(draft)
            throw failure
        }
        fsync(descriptor)
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { return }
        fsync(directory)
        close(directory)
    }

    private func failure() -> ProcessFailure {
        let cause = String(cString: strerror(errno))
        return ProcessFailure(.cannotCreate, "halt file \(path) cannot be written: \(cause); does the account exist?")
    }

    /// Why trading is halted, by the file's first line; `nil` without the file.
    package var reason: String? {
        guard exists else { return nil }
        let text = firstBytes.split(separator: UInt8(ascii: "\n")).first ?? []
        return text.isEmpty ? "the file \(path) is there" : String(decoding: text, as: UTF8.self)
    }

    /// 200 at most; none where it cannot be read.
    private var firstBytes: [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        return Array(unsafeUninitializedCapacity: 200) { buffer, count in
            count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
        }
    }

    /// - Throws: ``ProcessFailure`` when it is there and cannot be removed.
    package func remove() throws(ProcessFailure) {
        guard unlink(path) != 0, errno != ENOENT else { return }
        throw ProcessFailure(
            .cannotCreate,
            "halt file \(path) cannot be removed: \(String(cString: strerror(errno)))"
        )
    }
}
