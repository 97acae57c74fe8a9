internal import Logging
package import WireFormat
package import ZeroMQBus

/// The `events` socket of this process: the doorbell and the tap for monitors. Nothing may depend on what it sends.
package final class EventPublisher {
    private let publisher: Publisher
    private let context: ProcessContext
    private var sequence: UInt64 = 0

    /// - Throws: ``BusError/address(_:)`` when the path is held by something that is no socket of ours.
    package init(_ context: ProcessContext) throws(BusError) {
        self.context = context
        publisher = try Publisher(
            loop: context.loop,
            bind: try .ipc(path: context.paths.socket(context.role, context.instance, "events")),
            limits: .events
        )
    }

    package func publish(_ topic: Topic, _ body: Tandem_V1_Event.OneOf_Body) {
        send(topic, WireFormat.encode(next(body)))
    }

    /// Tells of a cycle whose record is encoded already.
    package func publish(cycle record: [UInt8]) {
        send(.cycle, WireFormat.encode(next(nil), cycle: record))
    }

    private func next(_ body: Tandem_V1_Event.OneOf_Body?) -> Tandem_V1_Event {
        sequence += 1
        return Tandem_V1_Event(
            role: context.role.rawValue,
            instance: context.instance,
            epoch: context.epoch,
            sequence: sequence,
            body: body
        )
    }

    private func send(_ topic: Topic, _ bytes: [UInt8]) {
        do throws(BusError) {
            try publisher.publish(topic: topic.rawValue, body: bytes)
        } catch {
            context.logger.debug("event not published", metadata: ["topic": "\(topic)", "error": "\(error)"])
        }
    }

    package func close() { publisher.close() }
}
