import CZeroMQ

extension SocketCore {
    /// Suspends until the socket may be readable.
    ///
    /// - Parameter deadline_ms: monotonic milliseconds; `nil` waits without an end.
    /// - Throws: ``BusError/timedOut``, ``BusError/cancelled``, ``BusError/terminated``, ``BusError/closed``.
    func waitUntilReadable(deadline_ms: Int64?) async throws(BusError) {
        if let error = await loop.wait(LoopWaiter(socket: self, deadline_ms: deadline_ms)).error { throw error }
    }

    /// Suspends until anything happens inside libzmq, such as room in a full queue. Only right after
    /// ``processCommands()`` and a send that found no room: what happened before those is not waited for.
    ///
    /// - Parameter deadline_ms: monotonic milliseconds; `nil` waits without an end.
    /// - Throws: ``BusError/timedOut``, ``BusError/cancelled``, ``BusError/terminated``, ``BusError/closed``.
    func waitForNews(deadline_ms: Int64?) async throws(BusError) {
        isDrained = true
        try await waitUntilReadable(deadline_ms: deadline_ms)
    }

    /// Has libzmq act on what its I/O thread reported. A send does so only once a millisecond.
    func processCommands() {
        guard let handle else { return }
        var events: Int32 = 0
        var size = MemoryLayout<Int32>.size
        _ = zmq_getsockopt(handle, ZMQ_EVENTS, &events, &size)
    }

    /// Somebody wants to know when the socket becomes readable.
    var isWanted: Bool { !waiters.isEmpty || onReadable != nil }

    /// Has the loop poll this socket for as long as it is wanted.
    func watch() {
        if isWatched || handle == nil { return }
        isWatched = true
        loop.state.watched.append(self)
    }

    func add(_ waiter: LoopWaiter) {
        waiters.append(waiter)
        watch()
    }

    func remove(_ waiter: LoopWaiter) {
        waiters.removeAll { $0 === waiter }
    }

    /// Asks libzmq whether a message is there, unless that was answered with no and only the descriptor can tell more.
    func hasUnseenMessage() -> Bool {
        guard let handle, !isDrained else { return false }
        var events: Int32 = 0
        var size = MemoryLayout<Int32>.size
        let isKnown = zmq_getsockopt(handle, ZMQ_EVENTS, &events, &size) == 0
        isDrained = isKnown && events & ZMQ_POLLIN == 0
        return !isDrained
    }

    func wakeReaders() {
        isDrained = false
        endWaits(.ready)
        onReadable?()
    }

    func endWaits(_ wake: LoopWake) {
        // In the order they came; finishing one takes it out of the list.
        while let waiter = waiters.first { loop.finish(waiter, wake) }
    }
}
