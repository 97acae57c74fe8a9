package import SwiftProtobuf

extension WireFormat {
    /// The bytes of a message. Encoding cannot fail: every field is optional and every text is UTF-8.
    package static func encode(_ message: some SwiftProtobuf.Message) -> [UInt8] {
        (try? message.serializedBytes()) ?? []
    }

    /// An event from a PUB socket.
    /// - Throws: ``WireError`` for foreign bytes, another version, or a missing sender.
    package static func event(_ bytes: [UInt8]) throws(WireError) -> Tandem_V1_Event {
        let event: Tandem_V1_Event = try decode(bytes, what: "event")
        try check(version: event.hasVersion ? event.version : nil)
        _ = try required(event.body, "event.body")
        _ = try required(event.hasRole ? event.role : nil, "event.role")
        _ = try required(event.hasInstance ? event.instance : nil, "event.instance")
        _ = try required(event.hasEpoch ? event.epoch : nil, "event.epoch")
        _ = try required(event.hasSequence ? event.sequence : nil, "event.sequence")
        return event
    }

    /// A question to a service socket.
    /// - Throws: ``WireError`` for foreign bytes, another version, or an empty question.
    package static func request(_ bytes: [UInt8]) throws(WireError) -> Tandem_V1_Request.OneOf_Body {
        let request: Tandem_V1_Request = try decode(bytes, what: "request")
        try check(version: request.hasVersion ? request.version : nil)
        return try required(request.body, "request.body")
    }

    /// An answer from a service socket, with the epoch of the one who answered.
    /// - Throws: ``WireError`` for foreign bytes, another version, or an empty answer.
    package static func reply(_ bytes: [UInt8]) throws(WireError) -> (epoch: UInt64, body: Tandem_V1_Reply.OneOf_Body) {
        let reply: Tandem_V1_Reply = try decode(bytes, what: "reply")
        try check(version: reply.hasVersion ? reply.version : nil)
        return (try required(reply.hasEpoch ? reply.epoch : nil, "reply.epoch"), try required(reply.body, "reply.body"))
    }

    /// The bytes of a question.
    package static func encode(_ body: Tandem_V1_Request.OneOf_Body) -> [UInt8] {
        encode(
            Tandem_V1_Request.with {
                $0.version = version
                $0.body = body
            }
        )
    }

    /// The bytes of an answer.
    package static func encode(_ body: Tandem_V1_Reply.OneOf_Body, epoch: UInt64) -> [UInt8] {
        encode(
            Tandem_V1_Reply.with {
                $0.version = version
                $0.epoch = epoch
                $0.body = body
            }
        )
    }

    /// A message that was stored or sent by ``encode(_:)``.
    /// - Throws: ``WireError`` for foreign bytes or more than ``maximumBytes``.
    package static func decode<M: SwiftProtobuf.Message>(_ bytes: [UInt8], what: String) throws(WireError) -> M {
        guard bytes.count <= maximumBytes else { throw .tooLarge(bytes: bytes.count, limit: maximumBytes) }
        do {
            return try M(serializedBytes: bytes)
        } catch {
            throw .unreadable(what: what)
        }
    }

    private static func check(version: UInt32?) throws(WireError) {
        let version = try required(version, "version")
        guard version == self.version else { throw .version(was: version) }
    }
}

extension Tandem_V1_Event {
    /// - Parameters:
    ///   - role: of the sender.
    ///   - instance: of the sender.
    ///   - epoch: which life of the sender.
    ///   - sequence: rises by 1 per event of one life.
    ///   - body: what happened.
    package init(role: String, instance: String, epoch: UInt64, sequence: UInt64, body: OneOf_Body) {
        self.version = WireFormat.version
        self.role = role
        self.instance = instance
        self.epoch = epoch
        self.sequence = sequence
        self.body = body
    }
}
