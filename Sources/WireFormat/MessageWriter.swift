internal import Foundation
internal import SwiftProtobuf

/// Writes a message in one pass, with the bytes of `serializedBytes()`.
///
/// SwiftProtobuf goes over a nested message once for its size at every level above it, through generic code of another
/// module. Here the size is put in when the message has been written, and the compiler knows all types.
struct MessageWriter: Visitor {
    private(set) var bytes: [UInt8] = []

    private enum WireType: UInt64 {
        case varint = 0
        case eightBytes = 1
        case lengthDelimited = 2
        case fourBytes = 5
    }

    init() { bytes.reserveCapacity(1_024) }

    private mutating func begin(_ fieldNumber: Int, _ type: WireType) {
        write(UInt64(fieldNumber) << 3 | type.rawValue)
    }

    private mutating func write(_ value: UInt64) {
        var value = value
        while value > 127 {
            bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: value))
    }

    private mutating func writeFixed(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// A field that another writer has written already.
    mutating func append(_ message: [UInt8], fieldNumber: Int) {
        begin(fieldNumber, .lengthDelimited)
        write(UInt64(message.count))
        bytes.append(contentsOf: message)
    }

    mutating func visitSingularMessageField<M: Message>(value: M, fieldNumber: Int) throws {
        begin(fieldNumber, .lengthDelimited)
        let place = bytes.count
        bytes.append(0)
        try value.traverse(visitor: &self)
        var length = UInt64(bytes.count - place - 1)
        if length < 128 {
            bytes[place] = UInt8(length)
            return
        }
        var digits: [UInt8] = []
        while length > 127 {
            digits.append(UInt8(truncatingIfNeeded: length) | 0x80)
            length >>= 7
        }
        digits.append(UInt8(length))
        bytes.replaceSubrange(place...place, with: digits)
    }

    mutating func visitRepeatedMessageField<M: Message>(value: [M], fieldNumber: Int) throws {
        for message in value { try visitSingularMessageField(value: message, fieldNumber: fieldNumber) }
    }

    mutating func visitSingularStringField(value: String, fieldNumber: Int) {
        begin(fieldNumber, .lengthDelimited)
        var value = value
        value.withUTF8 { text in
            write(UInt64(text.count))
            bytes.append(contentsOf: text)
        }
    }

    mutating func visitSingularBytesField(value: Data, fieldNumber: Int) {
        begin(fieldNumber, .lengthDelimited)
        write(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    mutating func visitSingularUInt64Field(value: UInt64, fieldNumber: Int) {
        begin(fieldNumber, .varint)
        write(value)
    }

    mutating func visitSingularInt64Field(value: Int64, fieldNumber: Int) {
        visitSingularUInt64Field(value: UInt64(bitPattern: value), fieldNumber: fieldNumber)
    }

    mutating func visitSingularSInt64Field(value: Int64, fieldNumber: Int) {
        visitSingularUInt64Field(value: UInt64(bitPattern: (value << 1) ^ (value >> 63)), fieldNumber: fieldNumber)
    }

    mutating func visitSingularSInt32Field(value: Int32, fieldNumber: Int) {
        visitSingularSInt64Field(value: Int64(value), fieldNumber: fieldNumber)
    }

    mutating func visitSingularBoolField(value: Bool, fieldNumber: Int) {
        visitSingularUInt64Field(value: value ? 1 : 0, fieldNumber: fieldNumber)
    }

    mutating func visitSingularEnumField<E: Enum>(value: E, fieldNumber: Int) {
        visitSingularUInt64Field(value: UInt64(bitPattern: Int64(value.rawValue)), fieldNumber: fieldNumber)
    }

    mutating func visitSingularDoubleField(value: Double, fieldNumber: Int) {
        begin(fieldNumber, .eightBytes)
        writeFixed(value.bitPattern)
    }

    mutating func visitSingularFloatField(value: Float, fieldNumber: Int) {
        begin(fieldNumber, .fourBytes)
        writeFixed(value.bitPattern)
    }

    mutating func visitSingularFixed64Field(value: UInt64, fieldNumber: Int) {
        begin(fieldNumber, .eightBytes)
        writeFixed(value)
    }

    mutating func visitSingularFixed32Field(value: UInt32, fieldNumber: Int) {
        begin(fieldNumber, .fourBytes)
        writeFixed(value)
    }

    mutating func visitPackedDoubleField(value: [Double], fieldNumber: Int) {
        begin(fieldNumber, .lengthDelimited)
        write(UInt64(value.count * 8))
        for number in value { writeFixed(number.bitPattern) }
    }

    mutating func visitMapField<KeyType, ValueType: MapValueType>(
        fieldType: _ProtobufMap<KeyType, ValueType>.Type,
        value: _ProtobufMap<KeyType, ValueType>.BaseType,
        fieldNumber: Int
    ) throws {
        throw WireError.unreadable(what: "map")
    }

    mutating func visitMapField<KeyType, ValueType>(
        fieldType: _ProtobufEnumMap<KeyType, ValueType>.Type,
        value: _ProtobufEnumMap<KeyType, ValueType>.BaseType,
        fieldNumber: Int
    ) throws where ValueType.RawValue == Int {
        throw WireError.unreadable(what: "map")
    }

    mutating func visitMapField<KeyType, ValueType>(
        fieldType: _ProtobufMessageMap<KeyType, ValueType>.Type,
        value: _ProtobufMessageMap<KeyType, ValueType>.BaseType,
        fieldNumber: Int
    ) throws {
        throw WireError.unreadable(what: "map")
    }

    mutating func visitUnknown(bytes: Data) { self.bytes.append(contentsOf: bytes) }
}
