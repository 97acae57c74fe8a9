internal import Glibc

/// Reads small text files whole.
enum TextFile {
    private static let sizeLimit = 1_048_576

    struct Failure: Error, Hashable {
        let isAbsent: Bool
        let cause: String
    }

    /// - Throws: ``Failure`` when it cannot be read, is longer than 1 MiB or is not UTF-8.
    static func read(_ path: String) throws(Failure) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Failure(isAbsent: errno == ENOENT, cause: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            guard count >= 0 else { throw Failure(isAbsent: false, cause: String(cString: strerror(errno))) }
            if count == 0 { break }
            bytes += chunk[..<count]
            guard bytes.count <= sizeLimit else { throw Failure(isAbsent: false, cause: "longer than 1 MiB") }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(isAbsent: false, cause: "not UTF-8")
        }
        return text
    }
}
