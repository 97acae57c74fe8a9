import CZeroMQ

/// The binding end of a feed: sends each message to every subscriber whose filter matches.
///
/// A message is two frames: the topic in UTF-8, and the body. Nothing may depend on a message arriving: a subscriber
/// that is late, slow or restarting misses some, and fetches them from the log.
package final class Publisher {
    /// What happens to a message for a subscriber whose queue is full.
    package enum Overflow: Sendable {
        /// That subscriber misses it; the others and the publisher do not notice (libzmq does not count these).
        case dropForSlowSubscribers
        /// Nobody gets it: ``Publisher/publish(topic:body:)`` throws ``BusError/full``. One subscriber that stops
        /// reading then stops the feed, so only for subscribers of one's own.
        case refuse
    }

    /// Messages handed to libzmq.
    package private(set) var sent: UInt64 = 0
    /// Messages refused because a queue was full; 0 for ``Overflow/dropForSlowSubscribers``.
    package private(set) var dropped: UInt64 = 0

    private static let messagesBetweenDiscards: UInt64 = 64

    private let core: SocketCore
    private let overflow: Overflow

    /// - Parameters:
    ///   - loop: the loop this runs on.
    ///   - endpoint: where subscribers connect.
    ///   - limits: see ``SocketLimits``.
    ///   - overflow: what a full queue does.
    /// - Throws: ``BusError/address(_:)``, ``BusError/terminated``, ``BusError/system(code:operation:)``.
    package init(
        loop: BusLoop,
        bind endpoint: Endpoint,
        limits: SocketLimits,
        overflow: Overflow = .dropForSlowSubscribers
    ) throws(BusError) {
        self.overflow = overflow
        core = try SocketCore(loop: loop, kind: overflow == .refuse ? .lossless : .publish, limits: limits)
        do {
            if overflow == .refuse { try core.set(ZMQ_XPUB_NODROP, 1) }
            try core.bind(endpoint)
        } catch {
            core.close()
            throw error
        }
    }

    deinit { core.closeFromAnywhere() }

    /// Sends one message and returns at once.
    ///
    /// - Parameters:
    ///   - topic: subscribers filter by its first bytes.
    ///   - body: at most ``SocketLimits/maximumMessageBytes``.
    /// - Throws: ``BusError/tooLarge(bytes:limit:)``, ``BusError/full`` (with ``Overflow/refuse`` only),
    ///   ``BusError/terminated``, ``BusError/closed``.
    package func publish(topic: String, body: [UInt8]) throws(BusError) {
        guard try publishIfRoom(topic: topic, body: body) else {
            dropped += 1
            throw .full
        }
    }

    /// Sends one message, waiting for room while a queue is full; with ``Overflow/refuse`` only, since otherwise there
    /// is always room.
    ///
    /// - Parameters:
    ///   - topic: subscribers filter by its first bytes.
    ///   - body: at most ``SocketLimits/maximumMessageBytes``.
    ///   - deadline_ms: monotonic milliseconds; `nil` waits without an end.
    /// - Throws: ``BusError/timedOut``, ``BusError/cancelled``, and what ``publish(topic:body:)`` throws.
    package func publish(topic: String, body: [UInt8], until deadline_ms: Int64?) async throws(BusError) {
        while true {
            if try core.loop.isTurnOver() { try await core.loop.giveWay() }
            if try publishIfRoom(topic: topic, body: body) { return }
            core.processCommands()
            if try publishIfRoom(topic: topic, body: body) { return }
            try await core.waitForNews(deadline_ms: deadline_ms)
            core.processCommands()
        }
    }

    /// Closes at once; see ``SocketLimits/linger_ms`` for what is still queued.
    package func close() {
        core.close()
    }

    /// - Returns: whether it was sent; `false` when a queue is full.
    private func publishIfRoom(topic: String, body: [UInt8]) throws(BusError) -> Bool {
        try core.checkSize(body)
        if overflow == .refuse && sent % Self.messagesBetweenDiscards == 0 { try discardSubscriptions() }
        do throws(BusError) {
            try core.send(topic, more: true)
        } catch .full {
            return false
        }
        try core.send(body, more: false)
        sent += 1
        return true
    }

    /// Subscriptions queue up as messages on this kind of socket; libzmq has already acted on them.
    private func discardSubscriptions() throws(BusError) {
        while try core.tryReceive(frames: 1) != .nothing {}
    }
}
