import CZeroMQ

/// The connecting end of feeds: receives the messages of every publisher it is connected to whose topic begins with
/// one of its filters.
package final class Subscriber {
    /// Messages that were not ours: wrong number of frames, a topic that is not UTF-8, or a body over the limit.
    package private(set) var refused: UInt64 = 0

    private let core: SocketCore

    /// Receives nothing until it is connected and subscribed.
    ///
    /// - Parameters:
    ///   - loop: the loop this runs on.
    ///   - limits: see ``SocketLimits``.
    /// - Throws: ``BusError/terminated``, ``BusError/system(code:operation:)``.
    package init(loop: BusLoop, limits: SocketLimits) throws(BusError) {
        core = try SocketCore(loop: loop, kind: .subscribe, limits: limits)
    }

    deinit { core.closeFromAnywhere() }

    /// Adds a publisher, which may come later, go, and come back.
    ///
    /// - Parameter endpoint: where the publisher binds.
    /// - Throws: ``BusError/address(_:)``, ``BusError/terminated``, ``BusError/closed``.
    package func connect(_ endpoint: Endpoint) throws(BusError) {
        try core.connect(endpoint)
    }

    /// Adds a filter.
    ///
    /// - Parameter prefix: topics that begin with these bytes are received; the empty one matches all.
    /// - Throws: ``BusError/terminated``, ``BusError/closed``.
    package func subscribe(_ prefix: String) throws(BusError) {
        core.loop.requireThread()
        try core.set(ZMQ_SUBSCRIBE, prefix)
    }

    /// Waits for a message.
    ///
    /// - Parameter deadline_ms: monotonic milliseconds; `nil` waits without an end.
    /// - Returns: the message. Malformed ones are counted in ``refused`` and skipped.
    /// - Throws: ``BusError/timedOut``, ``BusError/cancelled``, ``BusError/terminated``, ``BusError/closed``.
    package func receive(until deadline_ms: Int64? = nil) async throws(BusError) -> (topic: String, body: [UInt8]) {
        while true {
            if try core.loop.isTurnOver() { try await core.loop.giveWay() }
            if let message = try tryReceive() { return message }
            try await core.waitUntilReadable(deadline_ms: deadline_ms)
        }
    }

    /// Takes a message that has already arrived.
    ///
    /// - Returns: the message, or `nil` when there is none now.
    /// - Throws: ``BusError/terminated``, ``BusError/closed``.
    package func tryReceive() throws(BusError) -> (topic: String, body: [UInt8])? {
        while true {
            switch try core.tryReceive(frames: 2) {
            case .nothing: return nil
            case .malformed: refused += 1
            case .whole:
                if let topic = String(validating: core.frame(0), as: UTF8.self) {
                    return (topic, [UInt8](core.frame(1)))
                }
                refused += 1
            }
        }
    }

    /// Closes at once.
    package func close() {
        core.close()
    }
}
