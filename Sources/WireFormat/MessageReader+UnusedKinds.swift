internal import Foundation
internal import SwiftProtobuf

/// Kinds of fields that no message of ours has; the protocol wants them all.
extension MessageReader {
    private func refuse() throws -> Never { throw WireError.unreadable(what: "kind of field") }

    mutating func decodeSingularFloatField(value: inout Float) throws { try refuse() }
    mutating func decodeSingularFloatField(value: inout Float?) throws { try refuse() }
    mutating func decodeRepeatedFloatField(value: inout [Float]) throws { try refuse() }
    mutating func decodeSingularInt32Field(value: inout Int32) throws { try refuse() }
    mutating func decodeSingularInt32Field(value: inout Int32?) throws { try refuse() }
    mutating func decodeRepeatedInt32Field(value: inout [Int32]) throws { try refuse() }
    mutating func decodeSingularFixed32Field(value: inout UInt32) throws { try refuse() }
    mutating func decodeSingularFixed32Field(value: inout UInt32?) throws { try refuse() }
    mutating func decodeRepeatedFixed32Field(value: inout [UInt32]) throws { try refuse() }
    mutating func decodeSingularSFixed32Field(value: inout Int32) throws { try refuse() }
    mutating func decodeSingularSFixed32Field(value: inout Int32?) throws { try refuse() }
    mutating func decodeRepeatedSFixed32Field(value: inout [Int32]) throws { try refuse() }
    mutating func decodeSingularSFixed64Field(value: inout Int64) throws { try refuse() }
    mutating func decodeSingularSFixed64Field(value: inout Int64?) throws { try refuse() }
    mutating func decodeRepeatedSFixed64Field(value: inout [Int64]) throws { try refuse() }
    mutating func decodeSingularDoubleField(value: inout Double) throws { try refuse() }
    mutating func decodeSingularInt64Field(value: inout Int64) throws { try refuse() }
    mutating func decodeRepeatedInt64Field(value: inout [Int64]) throws { try refuse() }
    mutating func decodeSingularUInt32Field(value: inout UInt32) throws { try refuse() }
    mutating func decodeRepeatedUInt32Field(value: inout [UInt32]) throws { try refuse() }
    mutating func decodeSingularUInt64Field(value: inout UInt64) throws { try refuse() }
    mutating func decodeRepeatedUInt64Field(value: inout [UInt64]) throws { try refuse() }
    mutating func decodeSingularSInt32Field(value: inout Int32) throws { try refuse() }
    mutating func decodeRepeatedSInt32Field(value: inout [Int32]) throws { try refuse() }
    mutating func decodeSingularSInt64Field(value: inout Int64) throws { try refuse() }
    mutating func decodeRepeatedSInt64Field(value: inout [Int64]) throws { try refuse() }
    mutating func decodeSingularFixed64Field(value: inout UInt64) throws { try refuse() }
    mutating func decodeRepeatedFixed64Field(value: inout [UInt64]) throws { try refuse() }
    mutating func decodeSingularBoolField(value: inout Bool) throws { try refuse() }
    mutating func decodeRepeatedBoolField(value: inout [Bool]) throws { try refuse() }
    mutating func decodeSingularStringField(value: inout String) throws { try refuse() }
    mutating func decodeSingularBytesField(value: inout Data) throws { try refuse() }
    mutating func decodeRepeatedBytesField(value: inout [Data]) throws { try refuse() }
    mutating func decodeSingularEnumField<E: Enum>(value: inout E) throws where E.RawValue == Int { try refuse() }
    mutating func decodeSingularEnumField<E: Enum>(value: inout E?) throws where E.RawValue == Int { try refuse() }
    mutating func decodeRepeatedEnumField<E: Enum>(value: inout [E]) throws where E.RawValue == Int { try refuse() }
    mutating func decodeSingularGroupField<G: Message>(value: inout G?) throws { try refuse() }
    mutating func decodeRepeatedGroupField<G: Message>(value: inout [G]) throws { try refuse() }

    mutating func decodeMapField<KeyType, ValueType: MapValueType>(
        fieldType: _ProtobufMap<KeyType, ValueType>.Type,
        value: inout _ProtobufMap<KeyType, ValueType>.BaseType
    ) throws { try refuse() }

    mutating func decodeMapField<KeyType, ValueType>(
        fieldType: _ProtobufEnumMap<KeyType, ValueType>.Type,
        value: inout _ProtobufEnumMap<KeyType, ValueType>.BaseType
    ) throws where ValueType.RawValue == Int { try refuse() }

    mutating func decodeMapField<KeyType, ValueType>(
        fieldType: _ProtobufMessageMap<KeyType, ValueType>.Type,
        value: inout _ProtobufMessageMap<KeyType, ValueType>.BaseType
    ) throws { try refuse() }

    mutating func decodeExtensionField(
        values: inout ExtensionFieldValueSet,
        messageType: any Message.Type,
        fieldNumber: Int
    ) throws { try refuse() }
}
