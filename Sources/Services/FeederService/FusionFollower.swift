internal import Runtime
internal import TradingDomain
internal import WireFormat
internal import ZeroMQBus

/// Knows which cycle the fusion node has completed: its `cycle` topic is the doorbell, a question the proof.
final class FusionFollower {
    private let fusion: ServiceClient
    private let subscriber: Subscriber

    private var patience: Patience

    init(_ context: ProcessContext) throws(ServiceError) {
        patience = Patience(isLockstep: context.isLockstep)
        fusion = try ServiceClient(context, to: .fusionNode)
        do throws(BusError) {
            subscriber = try Subscriber(loop: context.loop, limits: .events)
            try subscriber.connect(try .ipc(path: context.paths.socket(.fusionNode, "1", "events")))
            try subscriber.subscribe(Topic.cycle.rawValue)
        } catch {
            throw .bus(Role.fusionNode.rawValue, error)
        }
    }

    /// The position of the last completed cycle, 0 before the first; waits until the fusion node is there.
    func lastCompleted() async throws(ServiceError) -> LogPosition {
        guard
            case .cycles(let cycles) = try await fusion.ask(.cycles(after: .max >> 1, limit: 1), attemptTimeout_ms: 200)
        else { throw .wire("fusion-node", .unexpected(what: "no cycles")) }
        return cycles.lastCompleted
    }

    /// Waits until a cycle behind `position` is complete.
    func completed(after position: LogPosition) async throws(ServiceError) -> LogPosition {
        while true {
            do throws(BusError) {
                let deadline_ms = BusLoop.monotonicMilliseconds() + patience.milliseconds
                let body = try await subscriber.receive(until: deadline_ms).body
                if let event = try? WireFormat.event(body), case .cycle(let record)? = event.body,
                    record.cycle.position > position
                {
                    patience.heard()
                    return record.cycle.position
                }
            } catch {
                guard error == .timedOut else { throw error == .cancelled ? .stopped : .bus("events", error) }
                let last = try await lastCompleted()
                if last > position {
                    patience.heard()
                    return last
                }
                patience.foundNothing()
            }
        }
    }
}
