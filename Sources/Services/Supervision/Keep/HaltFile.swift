internal import FoundationEssentials
internal import Glibc

/// The file whose existence halts trading when nothing else works. The risk gate looks for it.
package struct HaltFile: Hashable, Sendable {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// Adds one line with the role, the time (UTC) and how its process ended; makes the file and its folder if missing.
    ///
    /// - Throws: ``SupervisionError`` when the file cannot be written.
    package func write(role: String, ending: Ending, lastWords: String?) throws(SupervisionError) {
        makeFolder()
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .system(call: "open", path: path, cause: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        let words = lastWords.map { ": \($0)" } ?? ""
        let line = Array("\(role) \(Date.now.ISO8601Format()) \(ending)\(words)\n".utf8)
        guard Glibc.write(descriptor, line, line.count) == line.count, fsync(descriptor) == 0 else {
            throw .system(call: "write", path: path, cause: String(cString: strerror(errno)))
        }
    }

    private func makeFolder() {
        var partial = path.hasPrefix("/") ? "/" : ""
        for component in path.split(separator: "/").dropLast() {
            partial += (partial.isEmpty || partial == "/" ? "" : "/") + component
            mkdir(partial, 0o700)
        }
    }
}
