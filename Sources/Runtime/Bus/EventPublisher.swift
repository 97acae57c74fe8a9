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
        sequence += 1
        let event = Tandem_V1_Event(
            role: context.role.rawValue,
            instance: context.instance,
            epoch: context.epoch,
            sequence: sequence,
            body: body
        )
        do throws(BusError) {
            try publisher.publish(topic: topic.rawValue, body: WireFormat.encode(event))
        } catch {
            context.logger.debug("event not published", metadata: ["topic": "\(topic)", "error": "\(error)"])
        }
    }

    package func close() { publisher.close() }
}
