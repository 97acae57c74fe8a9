import JSONText
import TestSupport
import Testing

/// One text and what the reader says about it.
struct ReadingCase: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    let expected: Result<JSONValue, JSONReadingError>

    var testDescription: String { name }

    static func accepted(_ name: String, _ text: String, _ value: JSONValue) -> ReadingCase {
        ReadingCase(name: name, text: text, expected: .success(value))
    }

    static func refused(_ name: String, _ text: String, _ error: JSONReadingError) -> ReadingCase {
        ReadingCase(name: name, text: text, expected: .failure(error))
    }
}

@Suite struct JSONReaderTests {
    static let comma = UInt8(ascii: ",")

    @Test(arguments: [
        ReadingCase.accepted("blank lines around", "\n\n {} \r\n", .object([])),
        .accepted(
            "order and digits kept",
            #"{"b":1.50e3,"a":-0}"#,
            .object([
                JSONMember(key: "b", value: .number("1.50e3")), JSONMember(key: "a", value: .number("-0")),
            ])
        ),
        .accepted("escapes", #""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#, .string("\"\\/\u{8}\u{c}\n\r\té😀")),
        .accepted("punctuation of other scripts stays", #""｛：，“”｝""#, .string("｛：，“”｝")),
        .accepted("literals", "[true,false,null]", .array([.bool(true), .bool(false), .null])),
        .accepted(
            "32 levels",
            String(repeating: "[", count: 32) + String(repeating: "]", count: 32),
            (1..<32).reduce(JSONValue.array([])) { value, _ in .array([value]) }
        ),
        .refused(
            "33 levels",
            String(repeating: "[", count: 33) + String(repeating: "]", count: 33),
            .tooDeep(limit: 32, offset: 32)
        ),
        .refused("blank", " \n\t", .empty),
        .refused(
            "trailing comma in an object",
            #"{"a":1,}"#,
            .unexpected(byte: 0x7d, offset: 7, wanted: "a quoted key")
        ),
        .refused("trailing comma in an array", "[1,]", .unexpected(byte: 0x5d, offset: 3, wanted: "a value")),
        .refused("duplicate key", #"{"action":"SELL","action":"BUY"}"#, .duplicateKey("action", offset: 17)),
        .refused("duplicate key by an escape", #"{"a":1,"\u0061":2}"#, .duplicateKey("a", offset: 7)),
        .refused("two objects", "{}{}", .trailingText(offset: 2)),
        .refused("text after", "{} done", .trailingText(offset: 3)),
        .refused("cut short", #"{"a":"#, .cutShort(offset: 5)),
        .refused("NaN", "NaN", .unexpected(byte: 0x4e, offset: 0, wanted: "a value")),
        .refused("leading zero", "05", .trailingText(offset: 1)),
        .refused("no digit after the point", "5.", .cutShort(offset: 2)),
        .refused("plus", "+5", .unexpected(byte: 0x2b, offset: 0, wanted: "a value")),
        .refused("single quotes", "{'a':1}", .unexpected(byte: 0x27, offset: 1, wanted: "a quoted key")),
        .refused(
            "raw newline in a string",
            "\"a\nb\"",
            .unexpected(byte: 0x0a, offset: 2, wanted: "an escape such as \\n in place of a control character")
        ),
        .refused("lone surrogate", #""\ud800""#, .loneSurrogate(offset: 1)),
        .refused("low surrogate first", #""\udc00""#, .loneSurrogate(offset: 1)),
        .refused("comment", "{//x\n}", .unexpected(byte: 0x2f, offset: 1, wanted: "a quoted key")),
        .refused("full-width colon", #"{"a"：1}"#, .unexpected(byte: 0xef, offset: 4, wanted: "':'")),
    ])
    func eachTextGetsItsVerdict(_ example: ReadingCase) {
        let read = Result { () throws(JSONReadingError) in try JSONReader.read(text: example.text) }
        #expect(read == example.expected)
    }

    @Test func invalidUTF8IsRefused() {
        #expect(throws: JSONReadingError.invalidUTF8(offset: 1)) { try JSONReader.read([0x22, 0xff, 0x22]) }
    }

    @Test func duplicateIsSeenAmongManyKeys() {
        let members = (0..<40).map { "\"k\($0)\":\($0)" }
        let twice = "{\(members.joined(separator: ",")),\"k39\":0}"
        #expect(throws: JSONReadingError.duplicateKey("k39", offset: twice.utf8.count - 8)) {
            try JSONReader.read(text: twice)
        }
    }

    /// What was read and written is read as the same value, and any cut or flipped text gives a value or an error, no trap.
    @Test(arguments: UInt64(0)..<64)
    func writtenValueIsReadBack(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let value = Self.value(&generator, depth: 0)
        var writer = JSONWriter()
        writer.value(value)

        #expect(try JSONReader.read(writer.bytes) == value, "seed \(seed)")

        for _ in 0..<200 {
            var spoiled = writer.bytes
            let place = Int.random(in: 0..<spoiled.count, using: &generator)
            if Bool.random(using: &generator) {
                spoiled[place] = UInt8.random(in: 0...255, using: &generator)
            } else {
                spoiled.removeLast(spoiled.count - place)
            }
            _ = try? JSONReader.read(spoiled)
        }
    }

    private static func value(_ generator: inout SeededGenerator, depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 4 ? 4 : 6), using: &generator) {
        case 0: .null
        case 1: .bool(Bool.random(using: &generator))
        case 2: .number(String(Int64.random(in: .min ... .max, using: &generator)))
        case 3: .string(text(&generator))
        case 4: .array((0..<Int.random(in: 0..<4, using: &generator)).map { _ in value(&generator, depth: depth + 1) })
        default:
            .object(
                (0..<Int.random(in: 0..<20, using: &generator)).map { index in
                    JSONMember(key: "\(index)\(text(&generator))", value: value(&generator, depth: depth + 1))
                }
            )
        }
    }

    private static func text(_ generator: inout SeededGenerator) -> String {
        let scalars: [Unicode.Scalar] = ["a", "\"", "\\", "\n", "\u{1}", "é", "价", "😀", "\u{7f}", " "]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0..<8, using: &generator) {
            text.append(scalars[Int.random(in: 0..<scalars.count, using: &generator)])
        }
        return String(text)
    }
}
