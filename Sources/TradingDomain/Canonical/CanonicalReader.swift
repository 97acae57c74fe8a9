/// Reads the bytes that ``CanonicalWriter`` writes, and refuses everything else.
public struct CanonicalReader: Sendable {
    private let bytes: [UInt8]
    /// How many bytes were read.
    public private(set) var offset = 0

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// - Throws: ``CanonicalError/trailing(count:)`` when bytes are left.
    public func finish() throws(CanonicalError) {
        guard offset == bytes.count else { throw .trailing(count: bytes.count - offset) }
    }

    public mutating func byte() throws(CanonicalError) -> UInt8 {
        guard offset < bytes.count else { throw .truncated(offset: offset) }
        defer { offset += 1 }
        return bytes[offset]
    }

    public mutating func flag() throws(CanonicalError) -> Bool {
        switch try byte() {
        case 0: return false
        case 1: return true
        case let other: throw .unknown(what: "flag", value: UInt64(other), offset: offset - 1)
        }
    }

    public mutating func short() throws(CanonicalError) -> UInt16 { try bigEndian() }
    public mutating func unsigned() throws(CanonicalError) -> UInt64 { try bigEndian() }
    public mutating func integer() throws(CanonicalError) -> Int64 { Int64(bitPattern: try bigEndian()) }

    public mutating func timestamp() throws(CanonicalError) -> Timestamp { Timestamp(milliseconds: try integer()) }
    public mutating func money() throws(CanonicalError) -> Money { Money(units: try integer()) }

    public mutating func price() throws(CanonicalError) -> Price {
        let units = try integer()
        return try checked { () throws(ValueError) in try Price(units: units) }
    }

    public mutating func quantity() throws(CanonicalError) -> Quantity {
        let units = try integer()
        return try checked { () throws(ValueError) in try Quantity(units: units) }
    }

    public mutating func symbol() throws(CanonicalError) -> Symbol {
        let letters = try take(Int(try byte()))
        return try checked { () throws(ValueError) in try Symbol(String(decoding: letters, as: UTF8.self)) }
    }

    /// - Throws: ``CanonicalError`` for a text that ``CanonicalWriter/write(text:)`` would not write.
    public mutating func text() throws(CanonicalError) -> String {
        let count = Int(try short())
        guard count <= CanonicalText.maximumLength else {
            throw .unknown(what: "text length", value: UInt64(count), offset: offset - 2)
        }
        let letters = try take(count)
        let text = String(decoding: letters, as: UTF8.self)
        guard letters.allSatisfy(CanonicalText.isAllowed) else { throw .notPlainText(text: String(text.prefix(60))) }
        return text
    }

    /// The inverse of ``CanonicalWriter/write(optional:with:)``.
    public mutating func optional<Value>(
        _ read: (inout CanonicalReader) throws(CanonicalError) -> Value
    ) throws(CanonicalError) -> Value? {
        try flag() ? try read(&self) : nil
    }

    /// Runs an initialiser of the domain; its refusal names the place in the bytes.
    public func checked<Value>(_ make: () throws(ValueError) -> Value) throws(CanonicalError) -> Value {
        do throws(ValueError) { return try make() } catch { throw .refused(error, offset: offset) }
    }

    private mutating func take(_ count: Int) throws(CanonicalError) -> ArraySlice<UInt8> {
        guard bytes.count - offset >= count else { throw .truncated(offset: bytes.count) }
        defer { offset += count }
        return bytes[offset..<offset + count]
    }

    private mutating func bigEndian<Value: FixedWidthInteger>() throws(CanonicalError) -> Value {
        var value: Value = 0
        for byte in try take(MemoryLayout<Value>.size) { value = value << 8 | Value(byte) }
        return value
    }
}
