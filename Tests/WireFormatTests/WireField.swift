/// One field of an encoded protocol buffer, so that tests can take fields out without the generated code's help.
struct WireField {
    let number: Int
    /// The whole field: key, length and value.
    let range: Range<Int>
    /// The value of a length-delimited field; absent for a number.
    let content: Range<Int>?

    /// The fields of a well-formed message, in order; empty for other bytes.
    static func all(in bytes: [UInt8]) -> [WireField] {
        var fields: [WireField] = []
        var offset = 0
        while offset < bytes.count {
            let start = offset
            let key = varint(bytes, &offset)
            var content: Range<Int>?
            switch key & 7 {
            case 0: _ = varint(bytes, &offset)
            case 1: offset += 8
            case 2:
                let count = Int(clamping: varint(bytes, &offset))
                guard count <= bytes.count - offset else { return [] }
                content = offset..<offset + count
                offset += count
            case 5: offset += 4
            default: return []
            }
            guard offset <= bytes.count else { return [] }
            fields.append(WireField(number: Int(key >> 3), range: start..<offset, content: content))
        }
        return fields
    }

    /// The message without the field that `path` names: numbers of nested messages, first of each, and last the field.
    static func removing(_ path: ArraySlice<Int>, from bytes: [UInt8]) -> [UInt8] {
        guard let number = path.first else { return bytes }
        var result: [UInt8] = []
        var isFirst = true
        for field in all(in: bytes) {
            if field.number != number || (path.count > 1 && !isFirst) {
                result += bytes[field.range]
            } else if path.count > 1, let content = field.content {
                let inner = removing(path.dropFirst(), from: Array(bytes[content]))
                result += field.holding(inner)
                isFirst = false
            }
        }
        return result
    }

    /// This field with another content.
    func holding(_ content: [UInt8]) -> [UInt8] {
        Self.varint(UInt64(number << 3 | 2)) + Self.varint(UInt64(content.count)) + content
    }

    private static func varint(_ bytes: [UInt8], _ offset: inout Int) -> UInt64 {
        var (value, shift): (UInt64, UInt64) = (0, 0)
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { break }
            shift += 7
        }
        return value
    }

    private static func varint(_ value: UInt64) -> [UInt8] {
        var (rest, bytes): (UInt64, [UInt8]) = (value, [])
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}
