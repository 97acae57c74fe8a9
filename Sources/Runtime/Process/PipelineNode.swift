internal import ProcessNotification
internal import WireFormat
internal import ZeroMQBus

/// A process's actor: it lives on the bus loop, so that sockets and state need no lock.
package protocol PipelineNode: Actor {
    nonisolated var context: ProcessContext { get }
    /// What the process says of itself now.
    var report: StatusReport { get }
    var publisher: EventPublisher { get }
}

extension PipelineNode {
    /// By this heartbeat a process has read its files and met its peers.
    private static var beatsOfAStart: Int { 3 }

    /// Runs the endless parts of a process until one fails or the process is asked to stop.
    package func together(_ parts: [@Sendable () async throws -> Void]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for part in parts { group.addTask { try await part() } }
            group.addTask { try await self.beat() }
            try await group.next()
            group.cancelAll()
        }
    }

    /// The heartbeat: a status on the `events` socket once a second.
    private func beat() async throws {
        var beats = 0
        while true {
            publisher.publish(.status, .status(report.message(context)))
            beats += 1
            if beats == Self.beatsOfAStart { UnusedMemory.giveBack() }
            try await context.loop.sleep(milliseconds: 1_000)
        }
    }
}
