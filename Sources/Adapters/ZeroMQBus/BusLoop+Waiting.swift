import CZeroMQ
import Glibc
import Synchronization

extension BusLoop {
    /// How many receives may be served without giving way to timers and other sockets.
    private static var immediateReceivesInARow: Int { 128 }

    /// Suspends the calling task for at least that long. Costs no thread and no trip through the global pool.
    ///
    /// - Parameter milliseconds: 0 or less gives way for one round.
    /// - Throws: ``BusError/cancelled``, or ``BusError/terminated`` when the bus is shut down meanwhile.
    package func sleep(milliseconds: Int) async throws(BusError) {
        guard milliseconds > 0 else { return try await giveWay() }
        // One more, because the clock's current millisecond has already begun.
        try await sleep(until: BusLoop.monotonicMilliseconds() + Int64(milliseconds) + 1)
    }

    /// Suspends the calling task until ``monotonicMilliseconds()`` reaches `deadline_ms`.
    ///
    /// - Parameter deadline_ms: monotonic milliseconds; one in the past returns after a round of the loop.
    /// - Throws: ``BusError/cancelled``, or ``BusError/terminated`` when the bus is shut down meanwhile.
    package func sleep(until deadline_ms: Int64) async throws(BusError) {
        let wake = await wait(LoopWaiter(socket: nil, deadline_ms: deadline_ms))
        switch wake {
        case .timedOut, .ready: return
        case .cancelled, .terminated, .closed: if let error = wake.error { throw error }
        }
    }

    /// Suspends the calling task until a descriptor of the caller's is readable, broken or closed.
    ///
    /// - Parameters:
    ///   - descriptor: such as an inotify queue; it stays open until the wait has ended.
    ///   - deadline_ms: monotonic milliseconds; `nil` waits without an end.
    /// - Returns: `false` when the deadline passed first.
    /// - Throws: ``BusError/cancelled``, or ``BusError/terminated`` when the bus is shut down meanwhile.
    package func waitUntilReadable(_ descriptor: Int32, deadline_ms: Int64?) async throws(BusError) -> Bool {
        let wake = await wait(LoopWaiter(socket: nil, descriptor: descriptor, deadline_ms: deadline_ms))
        switch wake {
        case .ready: return true
        case .timedOut: return false
        case .cancelled, .terminated, .closed: throw wake.error ?? .terminated
        }
    }

    /// Suspends the calling task until the waiter's socket is readable, its deadline passes, or somebody ends it.
    ///
    /// - Parameters:
    ///   - waiter: a fresh one; used once.
    ///   - isolation: the caller's actor; captured below, or the closure would run on the global pool.
    /// - Returns: why the wait ended.
    func wait(_ waiter: LoopWaiter, isolation: isolated (any Actor)? = #isolation) async -> LoopWake {
        requireThread()
        if state.isTerminated { return .terminated }
        let reference = WaiterReference(waiter: waiter)
        return await withTaskCancellationHandler(
            operation: {
                _ = isolation
                return await withUnsafeContinuation(isolation: isolation) { continuation in
                    requireThread()
                    if Task.isCancelled { return continuation.resume(returning: .cancelled) }
                    waiter.continuation = continuation
                    state.timers.insert(waiter)
                    waiter.socket?.add(waiter)
                    if waiter.descriptor != nil { state.descriptorWaiters.append(waiter) }
                }
            },
            onCancel: { post(.cancel(reference)) },
            isolation: isolation
        )
    }

    /// Resumes a suspended task. Does nothing for one that was resumed before.
    func finish(_ waiter: LoopWaiter, _ wake: LoopWake) {
        guard let continuation = waiter.continuation else { return }
        waiter.continuation = nil
        state.timers.remove(waiter)
        waiter.socket?.remove(waiter)
        waiter.socket = nil
        if waiter.descriptor != nil { state.descriptorWaiters.removeAll { $0 === waiter } }
        continuation.resume(returning: wake)
    }

    /// Called before each receive, which does not suspend when it finds a message: notices cancellation, and says when
    /// timers and other sockets must have their turn. Not `async`, because it runs once a message.
    ///
    /// - Returns: whether the task is to ``giveWay(isolation:)`` now.
    /// - Throws: ``BusError/cancelled``.
    func isTurnOver() throws(BusError) -> Bool {
        requireThread()
        if Task.isCancelled { throw .cancelled }
        state.immediateReceives += 1
        return state.immediateReceives > Self.immediateReceivesInARow
    }

    /// Lets every other ready task, timer and socket run first.
    func giveWay(isolation: isolated (any Actor)? = #isolation) async throws(BusError) {
        requireThread()
        if Task.isCancelled { throw .cancelled }
        await withUnsafeContinuation(isolation: isolation) { continuation in
            state.yielded.append(continuation)
        }
        if state.isTerminated { throw .terminated }
    }

    /// Ends every wait after a shutdown.
    func terminateWaits() {
        state.isTerminated = true
        while let waiter = state.timers.popAny() { finish(waiter, .terminated) }
        while let waiter = state.descriptorWaiters.first { finish(waiter, .terminated) }
        for socket in state.sockets.values { socket.endWaits(.terminated) }
    }

    /// Looks at the watched sockets and the wake descriptor, and wakes whom that concerns; then the due timers.
    ///
    /// We poll the sockets' descriptors ourselves: `zmq_poll` makes twice the system calls for the same answer.
    /// A descriptor only tells that *something* happened since the socket was last looked at, so a socket that was
    /// used since its last "would block" is asked directly first.
    ///
    /// - Parameter timeout_ms: 0 looks only, -1 sleeps until something happens.
    func pollSockets(timeout_ms: Int32) {
        var timeout_ms = timeout_ms
        pruneWatched()
        state.pollItems.removeAll(keepingCapacity: true)
        state.pollItems.append(pollfd(fd: wakeDescriptor, events: Int16(POLLIN), revents: 0))
        for socket in state.watched {
            if socket.hasUnseenMessage() { timeout_ms = 0 }
            state.pollItems.append(pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0))
        }
        for waiter in state.descriptorWaiters {
            state.pollItems.append(pollfd(fd: waiter.descriptor ?? -1, events: Int16(POLLIN), revents: 0))
        }
        let count = state.pollItems.withUnsafeMutableBufferPointer {
            poll($0.baseAddress, nfds_t($0.count), timeout_ms)
        }
        if timeout_ms != 0 { inbox.withLock { $0.isSleeping = false } }
        if count > 0 && state.pollItems[0].revents != 0 {
            var value: UInt64 = 0
            _ = read(wakeDescriptor, &value, 8)
        }
        // Waking only enqueues: no job runs here, so the list stays as it is.
        for (index, socket) in state.watched.enumerated() {
            if !socket.isDrained || (count > 0 && state.pollItems[index + 1].revents != 0) { socket.wakeReaders() }
        }
        if count > 0 && !state.descriptorWaiters.isEmpty { wakeDescriptorWaiters() }
        fireTimers()
    }

    private func wakeDescriptorWaiters() {
        let first = 1 + state.watched.count
        for (index, waiter) in Array(state.descriptorWaiters).enumerated()
        where state.pollItems[first + index].revents != 0 {
            finish(waiter, .ready)
        }
    }

    /// Forgets the sockets nobody waits on, such as those whose reader is busy with the last message.
    private func pruneWatched() {
        guard state.watched.contains(where: { !$0.isWanted }) else { return }
        state.watched.removeAll { socket in
            if socket.isWanted { return false }
            socket.isWatched = false
            return true
        }
    }

    private func fireTimers() {
        guard state.timers.nextDeadline_ms != nil else { return }
        let now_ms = BusLoop.monotonicMilliseconds()
        while let waiter = state.timers.popExpired(at: now_ms) { finish(waiter, .timedOut) }
    }
}
