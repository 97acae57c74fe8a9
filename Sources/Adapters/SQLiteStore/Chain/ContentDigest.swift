internal import Crypto
internal import Foundation

/// SHA-256 of some content, taken piece by piece.
package struct ContentDigest {
    private var digest = SHA256()

    package init() {}

    package mutating func add(_ bytes: UnsafeRawBufferPointer) { digest.update(bufferPointer: bytes) }

    package mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    /// 64 lower-case hexadecimal digits.
    package var text: String {
        let bytes = Array(digest.finalize())
        return ChainHash(bytes: bytes)?.description ?? ""
    }

    /// - Parameter path: a readable file.
    /// - Returns: the digest of its bytes; `nil` when it cannot be read.
    package static func file(_ path: String) -> String? {
        guard let data = try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe) else { return nil }
        var digest = ContentDigest()
        data.withUnsafeBytes { digest.add($0) }
        return digest.text
    }
}
