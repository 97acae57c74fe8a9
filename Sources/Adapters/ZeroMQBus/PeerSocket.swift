/// The connecting end of a long-lived two-way link to a ``ServiceSocket``, for who is asked as well as who asks.
///
/// libzmq connects again by itself when the other side was restarted, under a new ``PeerID``: register again then.
package final class PeerSocket {
    /// Messages that were not ours: wrong number of frames, an identifier of another size, or a body over the limit.
    package private(set) var refused: UInt64 = 0

    private let core: SocketCore

    /// - Parameters:
    ///   - loop: the loop this runs on.
    ///   - endpoint: where the service binds; it may come later.
    ///   - limits: see ``SocketLimits``.
    /// - Throws: ``BusError/address(_:)``, ``BusError/terminated``, ``BusError/system(code:operation:)``.
    package init(loop: BusLoop, connect endpoint: Endpoint, limits: SocketLimits) throws(BusError) {
        core = try SocketCore(loop: loop, kind: .dealer, limits: limits)
        do {
            try core.connect(endpoint)
        } catch {
            core.close()
            throw error
        }
    }

    deinit { core.closeFromAnywhere() }

    /// Sends one message and returns at once; it is queued while the service is away.
    ///
    /// - Parameters:
    ///   - id: that of the request it answers; 0 for a message that wants no answer.
    ///   - body: at most ``SocketLimits/maximumMessageBytes``.
    /// - Throws: ``BusError/full``, ``BusError/tooLarge(bytes:limit:)``, ``BusError/terminated``,
    ///   ``BusError/closed``.
    package func send(id: UInt64, body: [UInt8]) throws(BusError) {
        try core.checkSize(body)
        try core.send(id, more: true)
        try core.send(body, more: false)
    }

    /// Waits for a message.
    ///
    /// - Parameter deadline_ms: monotonic milliseconds; `nil` waits without an end.
    /// - Returns: the message. Malformed ones are counted in ``refused`` and skipped.
    /// - Throws: ``BusError/timedOut``, ``BusError/cancelled``, ``BusError/terminated``, ``BusError/closed``.
    package func receive(until deadline_ms: Int64? = nil) async throws(BusError) -> (id: UInt64, body: [UInt8]) {
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
    package func tryReceive() throws(BusError) -> (id: UInt64, body: [UInt8])? {
        while true {
            switch try core.tryReceive(frames: 2) {
            case .nothing: return nil
            case .malformed: refused += 1
            case .whole:
                if let id = core.identifier(0) { return (id, [UInt8](core.frame(1))) }
                refused += 1
            }
        }
    }

    /// Closes at once; see ``SocketLimits/linger_ms`` for what is still queued.
    package func close() {
        core.close()
    }
}
