import Glibc

/// A provider's key. Nothing prints, encodes or reflects it; it leaves only as a request's header.
package struct APIKey: Sendable {
    package static let maximumBytes = 512

    /// What a simulator on this machine is given; no provider knows it.
    package static let simulator = APIKey(unchecked: "sk-simulator")

    private let text: String

    private init(unchecked text: String) { self.text = text }

    /// - Parameter text: 1...512 visible ASCII characters.
    /// - Throws: ``APIKeyError``, which holds no part of `text`.
    package init(_ text: String) throws(APIKeyError) {
        guard (1...Self.maximumBytes).contains(text.utf8.count) else { throw .length(bytes: text.utf8.count) }
        guard text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else { throw .characters }
        self.text = text
    }

    /// Reads a key from the environment.
    ///
    /// - Parameter variable: the variable's name, such as `DEEPSEEK_API_KEY`.
    /// - Returns: `nil` when it is not set or empty.
    /// - Throws: ``APIKeyError`` when it is set to something that is no key.
    package static func environment(_ variable: String) throws(APIKeyError) -> APIKey? {
        guard let value = getenv(variable) else { return nil }
        let text = String(cString: value)
        return text.isEmpty ? nil : try APIKey(text)
    }

    /// Reads a key from a file that only its owner can read: mode 0600 or 0400, a plain file, ours.
    ///
    /// - Parameter path: the file; one line with the key.
    /// - Returns: the key.
    /// - Throws: ``APIKeyError`` naming the file and what is wrong with it.
    package static func file(_ path: String) throws(APIKeyError) -> APIKey {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path: path, reason: "not a plain file") }
        guard status.st_uid == geteuid() else { throw .unreadable(path: path, reason: "it belongs to another user") }
        guard status.st_mode & 0o077 == 0 else { throw .tooOpen(path: path, mode: status.st_mode & 0o777) }
        var buffer = [UInt8](repeating: 0, count: maximumBytes + 2)
        let count = read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        var line = buffer.prefix(count)
        while let last = line.last, last == 0x0a || last == 0x0d || last == 0x20 { line.removeLast() }
        return try APIKey(String(decoding: line, as: UTF8.self))
    }

    var authorization: String { "Bearer \(text)" }

    /// The text with every occurrence of the key blanked out, for what a server may have echoed.
    func redacting(_ text: String) -> String {
        guard text.contains(self.text) else { return text }
        return String(decoding: redacting(Array(text.utf8)), as: UTF8.self)
    }

    /// The bytes with every occurrence of the key overwritten by `*`; their number stays the same.
    func redacting(_ bytes: [UInt8]) -> [UInt8] {
        let key = Array(text.utf8)
        guard bytes.count >= key.count else { return bytes }
        var redacted = bytes
        var start = 0
        while let found = redacted[start...].firstIndex(of: key[0]), found + key.count <= redacted.count {
            if redacted[found..<found + key.count].elementsEqual(key) {
                for index in found..<found + key.count { redacted[index] = UInt8(ascii: "*") }
                start = found + key.count
            } else {
                start = found + 1
            }
        }
        return redacted
    }
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "(hidden key)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
