internal import Foundation
internal import SwiftProtobuf

/// Reads a message where it lies, and leaves out fields that it does not know.
///
/// SwiftProtobuf's own decoder runs through generic code of another module; here the compiler knows all types. What it
/// refuses, this refuses: a size beyond the end, a number that does not end, text that is no UTF-8, too deep a nesting. A
/// known field of another wire type counts as unknown.
struct MessageReader: Decoder {
    private let bytes: UnsafeRawBufferPointer
    private var place = 0
    /// Where the message that is being read ends.
    private var end: Int
    /// Number and wire type of the field under way.
    private var tag: UInt64 = 0
    private var isTaken = true
    /// How many messages lie round what is being read, itself among them.
    private var depth = 1

    private static let endOfVarint = 70
    private static let maximumTagBytes = 5
    private static let maximumDepth = 100

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        end = bytes.count
    }

    /// What is wrong with the bytes; the caller says of which message they were to be.
    private static let malformed = WireError.unreadable(what: "message")

    mutating func nextFieldNumber() throws -> Int? {
        if !isTaken { try skip() }
        guard place < end else { return nil }
        let start = place
        tag = try varint()
        guard tag <= UInt64(UInt32.max), tag >= 8, place - start <= Self.maximumTagBytes else { throw Self.malformed }
        isTaken = false
        return Int(tag >> 3)
    }

    /// Of several choices the last one counts.
    mutating func handleConflictingOneOf() {}

    private mutating func varint() throws -> UInt64 {
        var value: UInt64 = 0
        var shift = 0
        while place < end, shift < Self.endOfVarint {
            let byte = bytes[place]
            place += 1
            value |= UInt64(byte & 0x7F) << UInt64(shift)
            if byte < 0x80 { return value }
            shift += 7
        }
        throw Self.malformed
    }

    /// The bytes of a field that says how many it has.
    private mutating func run() throws -> Range<Int> {
        let count = try varint()
        guard count <= UInt64(end - place) else { throw Self.malformed }
        defer { place += Int(count) }
        return place..<place + Int(count)
    }

    private mutating func fixed64() throws -> UInt64 {
        guard end - place >= 8 else { throw Self.malformed }
        defer { place += 8 }
        return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }

    private mutating func skip() throws {
        isTaken = true
        switch tag & 7 {
        case 0: _ = try varint()
        case 1: _ = try fixed64()
        case 2: _ = try run()
        case 5:
            guard end - place >= 4 else { throw Self.malformed }
            place += 4
        case 3: try skipGroup()
        default: throw Self.malformed
        }
    }

    /// A group is of an older protocol: it has no size, and goes on to the tag that ends it.
    private mutating func skipGroup() throws {
        var open = [tag >> 3]
        while let number = open.last {
            guard depth + open.count <= Self.maximumDepth else { throw Self.malformed }
            tag = try varint()
            guard tag <= UInt64(UInt32.max), tag >= 8 else { throw Self.malformed }
            switch tag & 7 {
            case 3: open.append(tag >> 3)
            case 4 where tag >> 3 == number: open.removeLast()
            default: try skip()
            }
        }
    }

    /// Whether the field under way is of the wire type that it should have; from then on it is the caller's to read.
    private mutating func takes(_ wanted: UInt64) -> Bool {
        guard tag & 7 == wanted, !isTaken else { return false }
        isTaken = true
        return true
    }

    mutating func decodeSingularMessageField<M: Message>(value: inout M?) throws {
        guard takes(2) else { return }
        var message = value ?? M()
        try read(&message, in: try run())
        value = message
    }

    mutating func decodeRepeatedMessageField<M: Message>(value: inout [M]) throws {
        guard takes(2) else { return }
        var message = M()
        try read(&message, in: try run())
        value.append(message)
    }

    private mutating func read<M: Message>(_ message: inout M, in range: Range<Int>) throws {
        let (outerEnd, next) = (end, range.upperBound)
        (place, end) = (range.lowerBound, range.upperBound)
        depth += 1
        try message.decodeMessage(decoder: &self)
        depth -= 1
        (place, end) = (next, outerEnd)
        isTaken = true
    }

    private func text(_ range: Range<Int>) throws -> String {
        // `String(validating:as:)` is generic and takes 2.5 times as long for a short text.
        try UnsafeRawBufferPointer(rebasing: bytes[range]).withMemoryRebound(to: UInt8.self) { text in
            do { return String(copying: try UTF8Span(validating: text.span)) } catch { throw Self.malformed }
        }
    }

    mutating func decodeSingularStringField(value: inout String?) throws {
        guard takes(2) else { return }
        value = try text(try run())
    }

    mutating func decodeRepeatedStringField(value: inout [String]) throws {
        guard takes(2) else { return }
        value.append(try text(try run()))
    }

    mutating func decodeSingularBytesField(value: inout Data?) throws {
        guard takes(2) else { return }
        value = Data(UnsafeRawBufferPointer(rebasing: bytes[try run()]))
    }

    mutating func decodeSingularUInt64Field(value: inout UInt64?) throws {
        guard takes(0) else { return }
        value = try varint()
    }

    mutating func decodeSingularInt64Field(value: inout Int64?) throws {
        guard takes(0) else { return }
        value = Int64(bitPattern: try varint())
    }

    mutating func decodeSingularUInt32Field(value: inout UInt32?) throws {
        guard takes(0) else { return }
        value = UInt32(truncatingIfNeeded: try varint())
    }

    mutating func decodeSingularSInt64Field(value: inout Int64?) throws {
        guard takes(0) else { return }
        let number = try varint()
        value = Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }

    mutating func decodeSingularSInt32Field(value: inout Int32?) throws {
        guard takes(0) else { return }
        let number = UInt32(truncatingIfNeeded: try varint())
        value = Int32(bitPattern: number >> 1) ^ -Int32(bitPattern: number & 1)
    }

    mutating func decodeSingularBoolField(value: inout Bool?) throws {
        guard takes(0) else { return }
        value = try varint() != 0
    }

    mutating func decodeSingularFixed64Field(value: inout UInt64?) throws {
        guard takes(1) else { return }
        value = try fixed64()
    }

    mutating func decodeSingularDoubleField(value: inout Double?) throws {
        guard takes(1) else { return }
        value = Double(bitPattern: try fixed64())
    }

    mutating func decodeRepeatedDoubleField(value: inout [Double]) throws {
        if takes(1) { return value.append(Double(bitPattern: try fixed64())) }
        guard takes(2) else { return }
        let range = try run()
        guard range.count % 8 == 0 else { throw Self.malformed }
        value.reserveCapacity(value.count + range.count / 8)
        for offset in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
            let bits = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            value.append(Double(bitPattern: bits))
        }
    }
}
