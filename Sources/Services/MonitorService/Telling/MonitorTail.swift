internal import Glibc
package import Runtime
internal import WireFormat
internal import ZeroMQBus

/// `monitor tail`: every event of a run as a line on standard output.
package enum MonitorTail {
    /// Runs until it is asked to stop, or until nobody reads the output any more.
    ///
    /// - Parameters:
    ///   - context: of ``ProcessHost/attach(_:_:_:)``.
    ///   - topics: what is shown; empty shows all.
    ///   - asJSON: one JSON object a line.
    /// - Throws: ``BusError`` when the process is asked to stop.
    package static func run(_ context: ProcessContext, topics: [Topic], asJSON: Bool) async throws {
        if RunSockets.owners(in: context.paths, channel: "events").isEmpty {
            say("monitor: nothing runs in \(context.paths.run) yet; waiting (start it with 'tandem up')\n", to: 2)
        }
        let tap = try EventTap(context, topics: topics.isEmpty ? Topic.allCases : topics)
        defer { tap.close() }
        while let (topic, event) = try await tap.next() {
            let line = asJSON ? EventLine.json(topic, event) : EventLine.readable(topic, event)
            guard say(line + "\n", to: 1) else { return }
        }
    }

    /// - Returns: `false` when nobody reads.
    @discardableResult
    static func say(_ text: String, to descriptor: Int32) -> Bool {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            bytes = bytes.dropFirst(count)
        }
        return true
    }
}
