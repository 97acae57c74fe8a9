/// Writes values as the bytes that are hashed or stored: fixed order, big-endian integers, text with its length.
///
/// One value has one encoding, so equal bytes mean equal values and a hash of them means the same everywhere.
/// A serialiser of another library may change its order between versions; this one may not.
public struct CanonicalWriter: Sendable {
    public private(set) var bytes: [UInt8] = []

    public init(reservingCapacity capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    public mutating func write(_ value: UInt8) { bytes.append(value) }
    public mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }
    public mutating func write(_ value: UInt16) { writeBigEndian(value) }
    public mutating func write(_ value: UInt64) { writeBigEndian(value) }
    public mutating func write(_ value: Int64) { writeBigEndian(UInt64(bitPattern: value)) }

    public mutating func write(_ value: Timestamp) { write(value.milliseconds) }
    public mutating func write(_ value: Money) { write(value.units) }
    public mutating func write(_ value: Price) { write(value.units) }
    public mutating func write(_ value: Quantity) { write(value.units) }

    /// One byte of length, then the letters.
    public mutating func write(_ symbol: Symbol) {
        let letters = symbol.description.utf8
        write(UInt8(letters.count))
        bytes.append(contentsOf: letters)
    }

    /// Two bytes of length, then the text.
    ///
    /// - Throws: ``CanonicalError/notPlainText(text:)`` for anything but printable ASCII of at most 400 characters.
    public mutating func write(text: String) throws(CanonicalError) {
        let letters = text.utf8
        guard letters.count <= CanonicalText.maximumLength, letters.allSatisfy(CanonicalText.isAllowed) else {
            throw .notPlainText(text: String(text.prefix(60)))
        }
        write(UInt16(letters.count))
        bytes.append(contentsOf: letters)
    }

    /// A byte that says whether a value follows, then the value.
    public mutating func write<Value>(optional value: Value?, with write: (inout CanonicalWriter, Value) -> Void) {
        self.write(value != nil)
        if let value { write(&self, value) }
    }

    private mutating func writeBigEndian<Value: FixedWidthInteger>(_ value: Value) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }
}

/// What a text in canonical bytes may hold.
enum CanonicalText {
    static let maximumLength = 400

    /// Printable ASCII, the blank included.
    static func isAllowed(_ byte: UInt8) -> Bool { (32...126).contains(byte) }
}
