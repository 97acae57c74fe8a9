import CZeroMQ
import Synchronization

extension BusLoop {
    /// Runs `body` on a loop of its own, with the loop as the preferred executor of its task and child tasks, and
    /// takes everything down on both ways out: waits end, sockets close, the context and the thread are gone.
    ///
    /// Sending what is queued may delay the return by the longest ``SocketLimits/linger_ms``.
    ///
    /// - Parameters:
    ///   - name: the thread's name; cut to 15 bytes.
    ///   - body: runs on the loop's thread from its first line.
    /// - Returns: what `body` returned.
    /// - Throws: ``BusError/system(code:operation:)`` when the loop cannot be made, else what `body` throws.
    @concurrent package static func run<R: Sendable>(
        name: String,
        _ body: @concurrent @Sendable (BusLoop) async throws -> R
    ) async throws -> R {
        let loop = try BusLoop(name: name)
        let result: Result<R, any Error>
        do {
            result = .success(try await withTaskExecutorPreference(loop) { try await body(loop) })
        } catch {
            result = .failure(error)
        }
        loop.stop()
        await loop.join()
        return try result.get()
    }

    /// Ends every wait on this loop with ``BusError/terminated``, now and later. From any thread; more than once is
    /// harmless.
    package func shutdown() {
        let wake = inbox.withLock { inbox in
            // Under the lock, because the loop frees the context only after it has seen the flag.
            if !inbox.isShutDown && !inbox.isEnded { zmq_ctx_shutdown(context) }
            inbox.isShutDown = true
            return inbox.takeSleep()
        }
        if wake { signal() }
    }

    /// Shuts down and lets the thread end as soon as no job is left: closes what is still open, sends what lingers.
    /// From any thread.
    package func stop() {
        shutdown()
        let wake = inbox.withLock { inbox in
            inbox.isStopping = true
            return inbox.takeSleep()
        }
        if wake { signal() }
    }

    /// Waits until the thread has ended after ``stop()``. Not from the loop itself, which would wait for itself.
    package func join() async {
        precondition(!isOnThread, "join was called on the bus thread, which would wait for itself")
        await withUnsafeContinuation { continuation in
            let isEnded = inbox.withLock { inbox in
                if !inbox.isEnded { inbox.joiners.append(continuation) }
                return inbox.isEnded
            }
            if isEnded { continuation.resume() }
        }
        joinThread()
    }
}
