/// Names one connection of a peer to a ``ServiceSocket``. A peer that connects again gets another one.
package struct PeerID: Hashable, Sendable, CustomStringConvertible {
    /// The routing identifier as libzmq made it; 1 to 255 bytes, no meaning.
    package let bytes: [UInt8]

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    package var description: String {
        bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
