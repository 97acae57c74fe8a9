package import SwiftProtobuf

extension WireFormat {
    /// The bytes of a message. Encoding cannot fail: every field is optional and every text is UTF-8.
    package static func encode(_ message: some SwiftProtobuf.Message) -> [UInt8] { bytes(message) }

    /// The same for what goes out most, so that the compiler knows all types.
    package static func encode(_ event: Tandem_V1_Event) -> [UInt8] { bytes(event) }
    package static func encode(_ record: Tandem_V1_CycleRecord) -> [UInt8] { bytes(record) }
    package static func encode(_ proposals: Tandem_V1_Propose) -> [UInt8] { bytes(proposals) }
    package static func encode(_ verdicts: Tandem_V1_Verdicts) -> [UInt8] { bytes(verdicts) }
    package static func encode(_ orders: Tandem_V1_Execute) -> [UInt8] { bytes(orders) }

    @inline(__always)
    private static func bytes<M: SwiftProtobuf.Message>(_ message: M) -> [UInt8] {
        var writer = MessageWriter()
        do { try message.traverse(visitor: &writer) } catch { return [] }
        return writer.bytes
    }

    /// That of `Event.cycle` in `messages.proto`.
    private static let cycleFieldNumber = 13

    /// The bytes of an event whose cycle is encoded already.
    ///
    /// - Parameters:
    ///   - event: without a body.
    ///   - record: the bytes of a `CycleRecord`.
    /// - Returns: what the event with that record is encoded to.
    package static func encode(_ event: Tandem_V1_Event, cycle record: [UInt8]) -> [UInt8] {
        var writer = MessageWriter()
        do { try event.traverse(visitor: &writer) } catch { return [] }
        writer.append(record, fieldNumber: cycleFieldNumber)
        return writer.bytes
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
        bytes(
            Tandem_V1_Request.with {
                $0.version = version
                $0.body = body
            }
        )
    }

    /// The bytes of an answer.
    package static func encode(_ body: Tandem_V1_Reply.OneOf_Body, epoch: UInt64) -> [UInt8] {
        bytes(
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
            var message = M()
            try bytes.withUnsafeBytes { buffer in
                var reader = MessageReader(buffer)
                try message.decodeMessage(decoder: &reader)
            }
            return message
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
    ///   - body: what happened; `nil` where its bytes are put in later.
    package init(role: String, instance: String, epoch: UInt64, sequence: UInt64, body: OneOf_Body?) {
        self.version = WireFormat.version
        self.role = role
        self.instance = instance
        self.epoch = epoch
        self.sequence = sequence
        self.body = body
    }
}
