/// Why a key could not be had. Never holds any part of one.
package enum APIKeyError: Error, Hashable, Sendable, CustomStringConvertible {
    case length(bytes: Int)
    case characters
    case unreadable(path: String, reason: String)
    case tooOpen(path: String, mode: UInt32)

    package var description: String {
        switch self {
        case .length(let bytes): "the key has \(bytes) bytes; 1 to \(APIKey.maximumBytes) are allowed"
        case .characters: "the key holds a blank, a control or a non-ASCII character; copy it again"
        case .unreadable(let path, let reason): "cannot read the key from \(path): \(reason)"
        case .tooOpen(let path, let mode):
            "\(path) has mode 0\(String(mode, radix: 8)), so others can read the key; run: chmod 600 \(path)"
        }
    }
}
