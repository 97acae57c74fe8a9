import SwiftProtobuf
import Testing
import WireFormat

/// What crosses a process, and what our one pass and SwiftProtobuf's own code make of its bytes.
struct Envelope: Sendable, CustomTestStringConvertible {
    enum Reading {
        /// Neither reads it.
        case refused
        /// Both read the same, and write it alike.
        case read
        case differs(String)
    }

    let testDescription: String
    let messages: @Sendable () throws -> [(name: String, bytes: [UInt8])]
    let compare: @Sendable ([UInt8]) throws -> Reading

    static let all = [
        Envelope(testDescription: "event", messages: Messages.events) { try comparison(of: Tandem_V1_Event.self, $0) },
        Envelope(testDescription: "request", messages: Messages.requests) {
            try comparison(of: Tandem_V1_Request.self, $0)
        },
        Envelope(testDescription: "reply", messages: Messages.replies) { try comparison(of: Tandem_V1_Reply.self, $0) },
    ]

    /// Messages are compared by their bytes: a number that is none equals itself there.
    private static func comparison<M: Message>(of type: M.Type, _ bytes: [UInt8]) throws -> Reading {
        var options = BinaryDecodingOptions()
        options.discardUnknownFields = true
        let ours: M? = try? WireFormat.decode(bytes, what: "message")
        let theirs = try? M(serializedBytes: bytes, options: options)
        switch (ours, theirs) {
        case (nil, nil): return .refused
        case (.some, nil): return .differs("only we read")
        case (nil, .some): return .differs("only the library reads")
        case (.some(let ours), .some(let theirs)):
            let expected: [UInt8] = try theirs.serializedBytes()
            guard try ours.serializedBytes() == expected else { return .differs("we read something else of") }
            return WireFormat.encode(theirs) == expected ? .read : .differs("we write something else of")
        }
    }
}
