import Testing

/// Bytes in the place of a field that no sender of ours writes: some the library reads or passes over, some it refuses.
struct Oddity: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]

    private init(_ name: String, _ bytes: [UInt8]) { (testDescription, self.bytes) = (name, bytes) }

    static let all = tags + numbers + lengths + texts + groups

    private static let tags = [
        Oddity("field 0", [0x00, 0x00]),
        Oddity("field 0 of text", [0x02, 0x00]),
        Oddity("wire type 6", [0x0E]),
        Oddity("wire type 7", [0x0F]),
        Oddity("a tag in five bytes", [0x88, 0x80, 0x80, 0x80, 0x00, 0x01]),
        Oddity("a tag in six bytes", [0x88, 0x80, 0x80, 0x80, 0x80, 0x00, 0x01]),
        Oddity("the highest tag", [0xF8, 0xFF, 0xFF, 0xFF, 0x0F, 0x01]),
        Oddity("a tag above the highest", [0xF8, 0xFF, 0xFF, 0xFF, 0x1F, 0x01]),
        Oddity("a tag without end", [0x88, 0x80]),
        Oddity("a tag without a value", [0x08]),
    ]

    /// The first field is a number or a text in most messages.
    private static let numbers = [
        Oddity("a number in ten bytes", [0x08] + Array(repeating: 0xFF, count: 9) + [0x01]),
        Oddity("a number of more than 64 bits", [0x08] + Array(repeating: 0xFF, count: 9) + [0x7F]),
        Oddity("a number in eleven bytes", [0x08] + Array(repeating: 0x80, count: 10) + [0x01]),
        Oddity("zero in ten bytes", [0x08] + Array(repeating: 0x80, count: 9) + [0x00]),
        Oddity("eight bytes", [0x09, 1, 2, 3, 4, 5, 6, 7, 8]),
        Oddity("seven of eight bytes", [0x09, 1, 2, 3, 4, 5, 6, 7]),
        Oddity("four bytes", [0x0D, 1, 2, 3, 4]),
        Oddity("four bytes of an unknown field", [0xFD, 0x01, 1, 2, 3, 4]),
        Oddity("three of four bytes", [0xFD, 0x01, 1, 2, 3]),
    ]

    private static let lengths = [
        Oddity("nothing", [0x0A, 0x00]),
        Oddity("nothing in a length of three bytes", [0x0A, 0x80, 0x80, 0x00]),
        Oddity("one byte too long", [0x0A, 0x02, 0x41]),
        Oddity("the longest length", [0x0A] + Array(repeating: 0xFF, count: 9) + [0x01]),
        Oddity("a length of half of all", [0x0A] + Array(repeating: 0xFF, count: 8) + [0x7F]),
    ]

    private static let texts = [
        Oddity("a zero in text", [0x0A, 0x02, 0x41, 0x00]),
        Oddity("a byte order mark", [0x0A, 0x04, 0xEF, 0xBB, 0xBF, 0x41]),
        Oddity("UTF-8 longer than it must be", [0x0A, 0x02, 0xC0, 0x80]),
        Oddity("half a pair of UTF-16", [0x0A, 0x03, 0xED, 0xA0, 0x80]),
        Oddity("above the last character", [0x0A, 0x04, 0xF4, 0x90, 0x80, 0x80]),
        Oddity("the last character", [0x0A, 0x04, 0xF4, 0x8F, 0xBF, 0xBF]),
        Oddity("half a character", [0x0A, 0x01, 0xC3]),
    ]

    private static let groups =
        [
            Oddity("a group", group(30, [0x08, 0x05])),
            Oddity("a group in the place of a field", group(1, [0x08, 0x05])),
            Oddity("a group of all kinds", group(30, [0x08, 0x80, 0x01, 0x12, 0x02, 0x34, 0x34, 0x1D, 1, 2, 3, 4])),
            Oddity("a group with a tag in six bytes", group(30, [0x88, 0x80, 0x80, 0x80, 0x80, 0x00, 0x01])),
            Oddity("a group with wire type 6", group(30, [0x0E])),
            Oddity("a group with field 0", group(30, [0x00, 0x00])),
            Oddity("a group in a group", group(30, group(31, []) + group(30, [0x08, 0x05]))),
            Oddity("a group without end", [0xF3, 0x01, 0x08, 0x05]),
            Oddity("the end of a group", [0xF4, 0x01]),
            Oddity("the end of another group", [0xF3, 0x01, 0xFC, 0x01]),
        ]
        + (96...101).map { depth in
            Oddity("\(depth) groups in each other", (0..<depth).reduce([]) { inner, _ in group(2, inner) })
        }

    private static func group(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
        tag(number, 3) + content + tag(number, 4)
    }

    private static func tag(_ number: UInt8, _ type: UInt8) -> [UInt8] {
        number < 16 ? [number << 3 | type] : [(number & 15) << 3 | type | 0x80, number >> 4]
    }
}
