/// Why a text is not one strict JSON value. Offsets count bytes from 0.
package enum JSONReadingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nothing but white space.
    case empty
    case unexpected(byte: UInt8, offset: Int, wanted: String)
    case cutShort(offset: Int)
    /// A second value, or any other text, after the first value's end.
    case trailingText(offset: Int)
    case duplicateKey(String, offset: Int)
    case tooDeep(limit: Int, offset: Int)
    case invalidUTF8(offset: Int)
    /// Half of a surrogate pair, such as `\ud800` alone.
    case loneSurrogate(offset: Int)

    package var description: String {
        switch self {
        case .empty: "the text is empty or blank; one JSON value is allowed"
        case .unexpected(let byte, let offset, let wanted):
            "byte \(offset) is \(Self.shown(byte)); wanted \(wanted)"
        case .cutShort(let offset): "the text ends at byte \(offset) inside a value; it was cut short"
        case .trailingText(let offset): "text follows the value at byte \(offset); one value is allowed"
        case .duplicateKey(let key, let offset):
            "key '\(key.prefix(64))' stands twice in one object, at byte \(offset); once is allowed"
        case .tooDeep(let limit, let offset): "nested deeper than \(limit) levels at byte \(offset)"
        case .invalidUTF8(let offset): "the string at byte \(offset) is not UTF-8"
        case .loneSurrogate(let offset): "byte \(offset) has half of a surrogate pair; write both or the character"
        }
    }

    private static func shown(_ byte: UInt8) -> String {
        (0x21...0x7e).contains(byte) ? "'\(Character(UnicodeScalar(byte)))'" : "0x\(String(byte, radix: 16))"
    }
}
