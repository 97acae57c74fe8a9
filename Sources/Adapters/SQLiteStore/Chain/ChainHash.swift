internal import Crypto

/// A SHA-256 in a chain: `h[n] = SHA256(h[n − 1] ‖ payload[n])`, with 32 zero bytes before the first.
package struct ChainHash: Hashable, Sendable {
    /// 32 bytes.
    package let bytes: [UInt8]

    package static let genesis = ChainHash(known: Array(repeating: 0, count: 32))

    private init(known bytes: [UInt8]) { self.bytes = bytes }

    /// - Returns: `nil` unless there are 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// The hash of the chain after one more payload.
    package func following(_ payload: [UInt8]) -> ChainHash {
        var digest = SHA256()
        bytes.withUnsafeBytes { digest.update(bufferPointer: $0) }
        payload.withUnsafeBytes { digest.update(bufferPointer: $0) }
        return ChainHash(known: Array(digest.finalize()))
    }
}

extension ChainHash: CustomStringConvertible {
    /// 64 lower-case hexadecimal digits.
    package var description: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
