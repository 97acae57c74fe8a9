import CZeroMQ
import Glibc
import Synchronization

extension BusLoop {
    /// How many batches of jobs run before the sockets and timers are looked at, so that jobs that make jobs cannot
    /// starve them.
    private static var batchesBetweenPolls: Int { 64 }

    /// Starts a thread that runs `body` once.
    ///
    /// - Returns: 0, or the error number of `pthread_create`.
    static func startThread(_ thread: inout pthread_t, _ body: @escaping @Sendable () -> Void) -> Int32 {
        let box = Unmanaged.passRetained(ThreadBody(body))
        let code = pthread_create(
            &thread,
            nil,
            { argument in
                if let argument { Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            },
            box.toOpaque()
        )
        if code != 0 { box.release() }
        return code
    }

    /// The life of the loop's thread.
    func runUntilStopped() {
        threadID.store(UInt(pthread_self()), ordering: .relaxed)
        nameThread()
        // libzmq's threads start with the first socket and inherit it. Refused, the bus is only slower: decision 10.
        _ = czmq_wait_for_waker()
        var rounds = 0
        while true {
            let isStopping = takeWork()
            if !state.batch.isEmpty {
                runBatch()
                rounds += 1
                if rounds % Self.batchesBetweenPolls == 0 { pollSockets(timeout_ms: 0) }
            } else if !state.localJobs.isEmpty {
                continue
            } else if !state.yielded.isEmpty {
                pollSockets(timeout_ms: 0)
                resumeYielded()
            } else if isStopping {
                if endIfIdle() { return }
            } else {
                pollSockets(timeout_ms: pollTimeout_ms())
            }
        }
    }

    /// Fills the batch with jobs and carries out requests; announces sleep when there is nothing to do.
    ///
    /// - Returns: whether the loop was asked to stop.
    private func takeWork() -> Bool {
        swap(&state.batch, &state.localJobs)
        var requests: [LoopRequest] = []
        let (isStopping, isShutDown) = inbox.withLock { inbox in
            if !inbox.jobs.isEmpty {
                state.batch.append(contentsOf: inbox.jobs)
                inbox.jobs.removeAll(keepingCapacity: true)
            }
            if !inbox.requests.isEmpty { swap(&requests, &inbox.requests) }
            inbox.isSleeping = state.batch.isEmpty
            return (inbox.isStopping, inbox.isShutDown)
        }
        for request in requests { carryOut(request) }
        if isShutDown && !state.isTerminated { terminateWaits() }
        return isStopping
    }

    private func runBatch() {
        let (serial, task) = (asUnownedSerialExecutor(), asUnownedTaskExecutor())
        state.immediateReceives = 0
        for job in state.batch { job.runSynchronously(isolatedTo: serial, taskExecutor: task) }
        state.batch.removeAll(keepingCapacity: true)
    }

    private func carryOut(_ request: LoopRequest) {
        switch request {
        case .cancel(let reference): finish(reference.waiter, .cancelled)
        case .close(let reference): reference.socket.close()
        }
    }

    private func resumeYielded() {
        let yielded = state.yielded
        state.yielded.removeAll(keepingCapacity: true)
        for continuation in yielded { continuation.resume() }
    }

    /// How long `poll` may sleep, in milliseconds: until the next timer; -1 without one.
    private func pollTimeout_ms() -> Int32 {
        guard let deadline_ms = state.timers.nextDeadline_ms else { return -1 }
        return Int32(clamping: max(0, deadline_ms - BusLoop.monotonicMilliseconds()))
    }

    /// Ends the thread unless work came meanwhile.
    ///
    /// - Returns: whether the thread is to return.
    private func endIfIdle() -> Bool {
        if !state.isTerminated {
            shutdown()
            return false
        }
        for socket in Array(state.sockets.values) { socket.close() }
        guard state.localJobs.isEmpty else { return false }
        let isIdle = inbox.withLock { $0.jobs.isEmpty && $0.requests.isEmpty }
        guard isIdle else { return false }
        while zmq_ctx_term(context) == -1 && zmq_errno() == EINTR {}
        threadID.store(0, ordering: .relaxed)
        let (joiners, late) = inbox.withLock { inbox in
            inbox.isEnded = true
            let late = !inbox.jobs.isEmpty
            if late { inbox.isRunningLateJobs = true }
            defer { inbox.joiners = [] }
            return (inbox.joiners, late)
        }
        if late { startLateJobs() }
        for joiner in joiners { joiner.resume() }
        return true
    }

    /// Runs jobs that were enqueued after the end, one thread at a time, so that no task is left suspended for ever.
    /// Whatever they do with a socket throws ``BusError/terminated``.
    func startLateJobs() {
        var thread = pthread_t()
        let code = BusLoop.startThread(&thread) { [self] in
            threadID.store(UInt(pthread_self()), ordering: .relaxed)
            while true {
                _ = takeWork()
                if !state.batch.isEmpty { runBatch() }
                resumeYielded()
                if state.localJobs.isEmpty && endLateJobs() { return }
            }
        }
        precondition(code == 0, "no thread for the last jobs of the bus: error \(code)")
        pthread_detach(thread)
    }

    private func endLateJobs() -> Bool {
        inbox.withLock { inbox in
            guard inbox.jobs.isEmpty else { return false }
            inbox.isRunningLateJobs = false
            threadID.store(0, ordering: .relaxed)
            return true
        }
    }
}

/// A closure on its way to a new thread.
private final class ThreadBody: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
