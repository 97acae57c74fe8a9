import Glibc
import Supervision

extension MonotonicInstant {
    static func at(_ milliseconds: Int64) -> MonotonicInstant { MonotonicInstant(milliseconds: milliseconds) }
}

extension [KeepEffect] {
    var launches: [Launch] {
        compactMap { if case .start(let launch) = $0 { launch } else { nil } }
    }

    /// Without the notes, which only feed the log.
    var acts: [KeepEffect] {
        filter { if case .note = $0 { false } else { true } }
    }
}

/// A folder of its own under the temporary one, with a path short enough for a socket; removed with its content.
final class TemporaryFolder {
    let path: String

    init() {
        var template = Array("/tmp/tandem-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
    }

    deinit {
        remove(path)
    }

    func write(_ text: String, to name: String, mode: mode_t = 0o600) {
        let descriptor = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        _ = Glibc.write(descriptor, text, text.utf8.count)
        close(descriptor)
    }

    func read(_ name: String) -> String? {
        guard let file = fopen("\(path)/\(name)", "re") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 100_000)
        return String(decoding: bytes[..<fread(&bytes, 1, bytes.count, file)], as: UTF8.self)
    }

    private func remove(_ path: String) {
        guard let directory = opendir(path) else {
            unlink(path)
            return
        }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            if Int32(entry.pointee.d_type) == Int32(DT_DIR) {
                remove("\(path)/\(name)")
            } else {
                unlink("\(path)/\(name)")
            }
        }
        closedir(directory)
        rmdir(path)
    }
}

/// Waits until `condition` gives a value, at most `limit`.
func eventually<Value>(within limit: Duration = .seconds(10), _ condition: () -> Value?) -> Value? {
    let deadline = ContinuousClock.now.advanced(by: limit)
    while ContinuousClock.now < deadline {
        if let value = condition() { return value }
        usleep(5_000)
    }
    return nil
}

/// Whether a process of this pid exists and is no zombie.
func isAlive(_ pid: Int32) -> Bool {
    guard let file = fopen("/proc/\(pid)/stat", "re") else { return false }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1_024)
    let text = bytes[..<fread(&bytes, 1, bytes.count, file)]
    guard let bracket = text.lastIndex(of: 0x29), bracket + 2 < text.endIndex else { return false }
    return text[bracket + 2] != UInt8(ascii: "Z")
}
