/// Reads one JSON value exactly as RFC 8259 allows, and refuses what Foundation lets through: trailing commas,
/// duplicate keys, several values, deep nesting.
///
/// Foundation's two readers disagree on `{"action":"SELL","action":"BUY"}`, which for a trade is the opposite side.
package struct JSONReader {
    /// Levels of objects and arrays, unless the caller asks for fewer.
    package static let defaultDepth = 32

    private let bytes: UnsafeBufferPointer<UInt8>
    private let maximumDepth: Int
    private var offset = 0

    /// Reads the whole of `bytes` as one value; white space may surround it.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8 text. The caller has capped its size.
    ///   - maximumDepth: levels of nesting that are allowed, 1 or more.
    /// - Returns: the value, with members in the order of the text.
    /// - Throws: ``JSONReadingError``.
    package static func read(
        _ bytes: [UInt8],
        maximumDepth: Int = defaultDepth
    ) throws(JSONReadingError) -> JSONValue {
        let result: Result<JSONValue, JSONReadingError> = bytes.withUnsafeBufferPointer { buffer in
            var reader = JSONReader(bytes: buffer, maximumDepth: maximumDepth)
            do throws(JSONReadingError) {
                return .success(try reader.document())
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Reads the whole of `text` as one value.
    ///
    /// - Parameters:
    ///   - text: the JSON text. The caller has capped its size.
    ///   - maximumDepth: levels of nesting that are allowed, 1 or more.
    /// - Returns: the value, with members in the order of the text.
    /// - Throws: ``JSONReadingError``.
    package static func read(
        text: String,
        maximumDepth: Int = defaultDepth
    ) throws(JSONReadingError) -> JSONValue {
        try read(Array(text.utf8), maximumDepth: maximumDepth)
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    private mutating func document() throws(JSONReadingError) -> JSONValue {
        skipWhiteSpace()
        guard offset < bytes.count else { throw .empty }
        let value = try value(depth: 0)
        skipWhiteSpace()
        guard offset == bytes.count else { throw .trailingText(offset: offset) }
        return value
    }

    private mutating func value(depth: Int) throws(JSONReadingError) -> JSONValue {
        guard offset < bytes.count else { throw .cutShort(offset: offset) }
        switch bytes[offset] {
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try array(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case let byte: throw .unexpected(byte: byte, offset: offset, wanted: "a value")
        }
    }

    private mutating func object(depth: Int) throws(JSONReadingError) -> JSONValue {
        guard depth <= maximumDepth else { throw .tooDeep(limit: maximumDepth, offset: offset) }
        offset += 1
        var members: [JSONMember] = []
        var keys: Set<String> = []
        skipWhiteSpace()
        if consume(UInt8(ascii: "}")) { return .object(members) }
        while true {
            let start = offset
            guard offset < bytes.count else { throw .cutShort(offset: offset) }
            guard bytes[offset] == UInt8(ascii: "\"") else { throw unexpected("a quoted key") }
            let key = try string()
            // A set only pays beyond a few members; most objects here have fewer.
            let isKnown = members.count < 16 ? members.contains { $0.key == key } : keys.contains(key)
            guard !isKnown else { throw .duplicateKey(key, offset: start) }
            skipWhiteSpace()
            guard consume(UInt8(ascii: ":")) else { throw unexpected("':'") }
            skipWhiteSpace()
            members.append(JSONMember(key: key, value: try value(depth: depth)))
            if members.count == 16 { keys = Set(members.map(\.key)) } else if members.count > 16 { keys.insert(key) }
            skipWhiteSpace()
            if consume(UInt8(ascii: "}")) { return .object(members) }
            guard consume(UInt8(ascii: ",")) else { throw unexpected("',' or '}'") }
            skipWhiteSpace()
        }
    }

    private mutating func array(depth: Int) throws(JSONReadingError) -> JSONValue {
        guard depth <= maximumDepth else { throw .tooDeep(limit: maximumDepth, offset: offset) }
        offset += 1
        var values: [JSONValue] = []
        skipWhiteSpace()
        if consume(UInt8(ascii: "]")) { return .array(values) }
        while true {
            values.append(try value(depth: depth))
            skipWhiteSpace()
            if consume(UInt8(ascii: "]")) { return .array(values) }
            guard consume(UInt8(ascii: ",")) else { throw unexpected("',' or ']'") }
            skipWhiteSpace()
        }
    }

    private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(JSONReadingError) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            guard consume(word.utf8Start[index]) else { throw unexpected("'\(word)'") }
        }
        return value
    }

    private mutating func number() throws(JSONReadingError) -> String {
        let start = offset
        _ = consume(UInt8(ascii: "-"))
        if !consume(UInt8(ascii: "0")) { try digits() }
        if consume(UInt8(ascii: ".")) { try digits() }
        if consume(UInt8(ascii: "e")) || consume(UInt8(ascii: "E")) {
            if !consume(UInt8(ascii: "-")) { _ = consume(UInt8(ascii: "+")) }
            try digits()
        }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private mutating func digits() throws(JSONReadingError) {
        let start = offset
        while offset < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[offset]) { offset += 1 }
        guard offset > start else { throw unexpected("a digit") }
    }

    private mutating func skipWhiteSpace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x0a, 0x0d, 0x09: offset += 1
            default: return
            }
        }
    }

    private mutating func consume(_ byte: UInt8) -> Bool {
        guard offset < bytes.count, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }

    private func unexpected(_ wanted: String) -> JSONReadingError {
        guard offset < bytes.count else { return .cutShort(offset: offset) }
        return .unexpected(byte: bytes[offset], offset: offset, wanted: wanted)
    }
}

// Strings: the one part of the grammar with a state of its own.
extension JSONReader {
    private mutating func string() throws(JSONReadingError) -> String {
        offset += 1
        let start = offset
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                let text = try validated(bytes.span.extracting(start..<offset), at: start)
                offset += 1
                return text
            case UInt8(ascii: "\\"): return try escapedString(from: start)
            case 0..<0x20: throw unexpected("an escape such as \\n in place of a control character")
            default: offset += 1
            }
        }
        throw .cutShort(offset: offset)
    }

    /// Goes on with a string whose first escape is at `offset`.
    private mutating func escapedString(from start: Int) throws(JSONReadingError) -> String {
        var text = Array(bytes[start..<offset])
        while offset < bytes.count {
            let byte = bytes[offset]
            switch byte {
            case UInt8(ascii: "\""):
                let text = try validated(text.span, at: start)
                offset += 1
                return text
            case UInt8(ascii: "\\"): try unescape(into: &text)
            case 0..<0x20: throw unexpected("an escape such as \\n in place of a control character")
            default:
                text.append(byte)
                offset += 1
            }
        }
        throw .cutShort(offset: offset)
    }

    private mutating func unescape(into text: inout [UInt8]) throws(JSONReadingError) {
        let start = offset
        offset += 1
        guard offset < bytes.count else { throw .cutShort(offset: offset) }
        let byte = bytes[offset]
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0c)
        case UInt8(ascii: "n"): text.append(0x0a)
        case UInt8(ascii: "r"): text.append(0x0d)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var code = UInt32(try hexadecimal())
            if (0xd800...0xdbff).contains(code) {
                guard consume(UInt8(ascii: "\\")), consume(UInt8(ascii: "u")) else {
                    throw .loneSurrogate(offset: start)
                }
                let low = UInt32(try hexadecimal())
                guard (0xdc00...0xdfff).contains(low) else { throw .loneSurrogate(offset: start) }
                code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00)
            }
            guard let scalar = UnicodeScalar(code) else { throw .loneSurrogate(offset: start) }
            text.append(contentsOf: String(Character(scalar)).utf8)
        default:
            throw .unexpected(
                byte: byte,
                offset: offset - 1,
                wanted: "one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u"
            )
        }
    }

    private mutating func hexadecimal() throws(JSONReadingError) -> UInt16 {
        var code: UInt16 = 0
        for _ in 0..<4 {
            guard offset < bytes.count else { throw .cutShort(offset: offset) }
            guard let digit = Character(UnicodeScalar(bytes[offset])).hexDigitValue, bytes[offset] < 0x80 else {
                throw unexpected("a hexadecimal digit")
            }
            code = code << 4 | UInt16(digit)
            offset += 1
        }
        return code
    }

    private func validated(_ text: Span<UInt8>, at start: Int) throws(JSONReadingError) -> String {
        do { return String(copying: try UTF8Span(validating: text)) } catch { throw .invalidUTF8(offset: start) }
    }
}
