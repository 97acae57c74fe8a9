internal import Logging
package import Runtime
package import WireFormat
package import ZeroMQBus

/// Everything that the processes of a run publish, of processes that come and go.
///
/// The run's folder is looked at once a second, so that a scaled or swapped process is heard within a second.
package final class EventTap {
    /// Messages that could not be read; a foreign frame harms nothing.
    package private(set) var refused: UInt64 = 0

    private let context: ProcessContext
    private let topics: [String]
    private var subscriber: Subscriber
    private var connected: Set<RunSockets.Owner> = []
    private var nextScan_ms: Int64 = 0

    private static let scanInterval_ms: Int64 = 1_000
    /// Sockets of gone processes that are still dialled before all are let go and those that are there dialled anew.
    private static let mostGone = 8

    /// - Parameters:
    ///   - context: this process.
    ///   - topics: what is listened to.
    /// - Throws: ``BusError`` when a socket cannot be made.
    package init(_ context: ProcessContext, topics: [Topic]) throws(BusError) {
        self.context = context
        self.topics = topics.map(\.rawValue)
        subscriber = try EventTap.subscriber(context, self.topics)
    }

    private static func subscriber(_ context: ProcessContext, _ topics: [String]) throws(BusError) -> Subscriber {
        let subscriber = try Subscriber(loop: context.loop, limits: .events)
        for topic in topics { try subscriber.subscribe(topic) }
        return subscriber
    }

    /// The next event that can be read.
    /// - Parameter deadline_ms: monotonic milliseconds; `nil` waits without an end.
    /// - Returns: `nil` when the deadline has passed.
    /// - Throws: ``BusError`` when the process stops.
    package func next(until deadline_ms: Int64? = nil) async throws(BusError) -> (topic: Topic, event: Tandem_V1_Event)?
    {
        while true {
            let now_ms = BusLoop.monotonicMilliseconds()
            if let deadline_ms, now_ms >= deadline_ms { return nil }
            if now_ms >= nextScan_ms {
                try scan()
                nextScan_ms = now_ms + EventTap.scanInterval_ms
            }
            let message: (topic: String, body: [UInt8])
            do throws(BusError) {
                message = try await subscriber.receive(until: min(nextScan_ms, deadline_ms ?? .max))
            } catch {
                if error == .timedOut { continue }
                throw error
            }
            guard let topic = Topic(rawValue: message.topic) else {
                refused += 1
                continue
            }
            do throws(WireError) {
                return (topic, try WireFormat.event(message.body))
            } catch {
                refused += 1
                context.logger.debug("event refused", metadata: ["topic": "\(topic)", "error": "\(error)"])
            }
        }
    }

    private func scan() throws(BusError) {
        let present = Set(RunSockets.owners(in: context.paths, channel: "events"))
        if connected.subtracting(present).count > EventTap.mostGone {
            subscriber.close()
            subscriber = try EventTap.subscriber(context, topics)
            connected = []
        }
        for owner in present.subtracting(connected).sorted() {
            let path = context.paths.socket(owner.role, owner.instance, "events")
            do throws(BusError) {
                try subscriber.connect(try .ipc(path: path))
            } catch {
                guard case .address(let reason) = error else { throw error }
                context.logger.debug("socket not watched", metadata: ["path": "\(path)", "reason": "\(reason)"])
            }
            connected.insert(owner)
        }
    }

    package func close() { subscriber.close() }
}
