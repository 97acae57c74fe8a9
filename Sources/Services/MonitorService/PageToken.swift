internal import Glibc
internal import Runtime

/// The secret that a person needs to halt by the page: made anew at each start, in a file that only its owner reads.
struct PageToken {
    let text: String
    let path: String

    /// - Throws: ``Runtime/ProcessFailure`` when the file cannot be written.
    init(_ paths: RunPaths, instance: String) throws(ProcessFailure) {
        var random = SystemRandomNumberGenerator()
        let hex = (0..<4).map { _ in
            let digits = String(random.next(), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        text = hex.joined()
        path = "\(paths.run)/monitor-\(instance).token"
        unlink(path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        defer { if descriptor >= 0 { close(descriptor) } }
        let bytes = Array("\(text)\n".utf8)
        guard descriptor >= 0, write(descriptor, bytes, bytes.count) == bytes.count else {
            throw ProcessFailure(.cannotCreate, "\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
    }
}
