/// The asking end of a ``ServiceSocket``: each call gets the answer to its own request, in whatever order they come.
///
/// A request that stays unanswered is sent again, with the same identifier and body, over a fresh socket, because the
/// old one may hang on a peer that died with the request in hand. So the service must give a repeated request the
/// answer it gave before.
///
/// Calls may overlap: any number of tasks of the one actor may wait at once. Identifiers rise from 1.
package final class Caller {
    /// Requests sent again after an attempt timed out.
    package private(set) var resent: UInt64 = 0
    /// Answers to calls that had already ended.
    package private(set) var stale: UInt64 = 0
    /// Messages that were not ours: wrong number of frames, an identifier of another size, or a body over the limit.
    package private(set) var refused: UInt64 = 0

    /// An attempt waits at most this many times as long as the first.
    private static let longestAttempt: Int64 = 8
    /// Sockets kept for answers still on their way; the oldest goes first, and its calls are sent again.
    private static let openLinks = 4
    /// How long a call waits for room in a full queue before it looks again.
    private static let pauseWhenFull_ms: Int64 = 5

    private let loop: BusLoop
    private let endpoint: Endpoint
    private let limits: SocketLimits
    /// Oldest first; new requests go over the last.
    private var links: [Link] = []
    private var pending: [UInt64: PendingCall] = [:]
    private var lastID: UInt64 = 0
    private var lastGeneration: UInt64 = 0
    private var isClosed = false

    /// One socket and the calls that were last sent over it.
    private struct Link {
        let core: SocketCore
        let generation: UInt64
        var calls: Int
    }

    /// - Parameters:
    ///   - loop: the loop this runs on.
    ///   - endpoint: where the service binds; it may come later.
    ///   - limits: see ``SocketLimits``.
    /// - Throws: ``BusError/address(_:)``, ``BusError/terminated``, ``BusError/system(code:operation:)``.
    package init(loop: BusLoop, connect endpoint: Endpoint, limits: SocketLimits) throws(BusError) {
        self.loop = loop
        self.endpoint = endpoint
        self.limits = limits
        try openLink()
    }

    deinit { for link in links { link.core.closeFromAnywhere() } }

    /// Sends a request and waits for its answer.
    ///
    /// The first attempt waits `attemptTimeout_ms`, each later one twice as long as the one before, at most 8 times
    /// the first.
    ///
    /// - Parameters:
    ///   - body: at most ``SocketLimits/maximumMessageBytes``.
    ///   - attemptTimeout_ms: how long the first attempt waits; at least 1.
    ///   - deadline_ms: monotonic milliseconds at which the call gives up; `nil` tries until cancelled.
    /// - Returns: the body of the answer.
    /// - Throws: ``BusError/timedOut``, ``BusError/cancelled``, ``BusError/terminated``, ``BusError/closed``,
    ///   ``BusError/tooLarge(bytes:limit:)``; ``BusError/address(_:)`` when the endpoint has become unusable.
    package func call(
        _ body: [UInt8],
        attemptTimeout_ms: Int,
        deadline_ms: Int64? = nil
    ) async throws(BusError) -> [UInt8] {
        loop.requireThread()
        precondition(attemptTimeout_ms >= 1, "attemptTimeout_ms must be at least 1")
        if isClosed { throw .closed }
        if body.count > limits.maximumMessageBytes {
            throw .tooLarge(bytes: body.count, limit: limits.maximumMessageBytes)
        }
        lastID += 1
        let id = lastID
        let call = PendingCall()
        pending[id] = call
        defer {
            pending[id] = nil
            release(call)
        }
        var attempt_ms = Int64(attemptTimeout_ms)
        while true {
            if try loop.isTurnOver() { try await loop.giveWay() }
            let now_ms = BusLoop.monotonicMilliseconds()
            if let deadline_ms, now_ms >= deadline_ms { throw .timedOut }
            guard try send(id, body, for: call) else {
                try await loop.sleep(until: min(now_ms + Self.pauseWhenFull_ms, deadline_ms ?? .max))
                continue
            }
            let until_ms = min(now_ms + attempt_ms, deadline_ms ?? .max)
            let waiter = LoopWaiter(socket: nil, deadline_ms: until_ms)
            call.waiter = waiter
            let wake = await loop.wait(waiter)
            call.waiter = nil
            if let answer = call.answer { return answer }
            switch wake {
            case .ready, .timedOut: break
            case .cancelled, .terminated, .closed: if let error = wake.error { throw error }
            }
            attempt_ms = min(2 * attempt_ms, Self.longestAttempt * Int64(attemptTimeout_ms))
            resent += 1
        }
    }

    /// Ends every call with ``BusError/closed`` and closes the sockets.
    package func close() {
        loop.requireThread()
        isClosed = true
        for call in pending.values {
            if let waiter = call.waiter { loop.finish(waiter, .closed) }
        }
        for link in links { link.core.close() }
        links = []
    }

    /// Sends the request over the newest socket; over a fresh one when the newest has already left it unanswered.
    ///
    /// - Returns: whether it was sent; a full queue empties soon.
    private func send(_ id: UInt64, _ body: [UInt8], for call: PendingCall) throws(BusError) -> Bool {
        if call.generation == lastGeneration { try openLink() }
        release(call)
        guard let core = links.last?.core else { throw .closed }
        do {
            try core.send(id, more: true)
            try core.send(body, more: false)
        } catch .full {
            return false
        }
        call.generation = lastGeneration
        links[links.count - 1].calls += 1
        return true
    }

    private func openLink() throws(BusError) {
        let core = try SocketCore(loop: loop, kind: .dealer, limits: limits)
        do {
            try core.connect(endpoint)
        } catch {
            core.close()
            throw error
        }
        core.onReadable = { [weak self, unowned core] in self?.takeAnswers(from: core) }
        core.watch()
        lastGeneration += 1
        links.append(Link(core: core, generation: lastGeneration, calls: 0))
        closeUnusedLinks()
    }

    /// The call no longer needs the socket it was sent over.
    private func release(_ call: PendingCall) {
        guard let index = links.firstIndex(where: { $0.generation == call.generation }) else { return }
        links[index].calls -= 1
        call.generation = 0
        closeUnusedLinks()
    }

    private func closeUnusedLinks() {
        while let oldest = links.first, links.count > Self.openLinks || (links.count > 1 && oldest.calls == 0) {
            oldest.core.close()
            links.removeFirst()
        }
    }

    private func takeAnswers(from core: SocketCore) {
        do {
            while true {
                switch try core.tryReceive(frames: 2) {
                case .nothing: return
                case .malformed: refused += 1
                case .whole: takeAnswer(from: core)
                }
            }
        } catch {
            // Shut down or closed: the waits have been ended with that reason already.
        }
    }

    private func takeAnswer(from core: SocketCore) {
        guard let id = core.identifier(0) else {
            refused += 1
            return
        }
        guard let call = pending[id], call.answer == nil else {
            stale += 1
            return
        }
        call.answer = [UInt8](core.frame(1))
        if let waiter = call.waiter { loop.finish(waiter, .ready) }
    }
}

/// A request that was sent, until its answer comes or the call ends.
private final class PendingCall {
    var waiter: LoopWaiter?
    var answer: [UInt8]?
    /// Which socket it was last sent over; 0 before the first.
    var generation: UInt64 = 0
}
