/// The local header of a zip entry.
///
/// - Source: PKWARE APPNOTE.TXT 6.3.10, sections 4.3.7 and 4.3.9.
struct ZipEntry {
    static let headerSize = 30
    static let descriptorSize = 16

    let isDeflated: Bool
    /// The checksum follows the data instead of standing in the header.
    let hasDescriptor: Bool
    let checksum: UInt32
    /// Where the data begin, in bytes from the start of the header.
    let dataOffset: Int

    /// - Parameter header: at least ``headerSize`` bytes.
    init(_ header: UnsafeRawBufferPointer) {
        let flags = Self.number(header, at: 6, bytes: 2)
        isDeflated = Self.number(header, at: 8, bytes: 2) == 8 && flags & 1 == 0
        hasDescriptor = flags & 8 != 0
        checksum = Self.number(header, at: 14, bytes: 4)
        let lengths = Self.number(header, at: 26, bytes: 2) + Self.number(header, at: 28, bytes: 2)
        dataOffset = Self.headerSize + Int(lengths)
    }

    /// The checksum behind the data, whose signature may be left out.
    /// - Returns: the checksum, and the bytes that the descriptor takes.
    static func descriptor(_ bytes: UnsafeRawBufferPointer) -> (checksum: UInt32, size: Int) {
        number(bytes, at: 0, bytes: 4) == 0x0807_4b50
            ? (number(bytes, at: 4, bytes: 4), 16) : (number(bytes, at: 0, bytes: 4), 12)
    }

    private static func number(_ bytes: UnsafeRawBufferPointer, at offset: Int, bytes count: Int) -> UInt32 {
        (0..<count).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
    }
}
