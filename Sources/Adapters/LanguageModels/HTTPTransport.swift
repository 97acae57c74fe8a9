import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// The connections to the providers: kept alive, verified, without proxy, redirect or decompression.
///
/// One per process. All of it runs on one event loop: a process here asks a handful of questions at a time, and an
/// answer that changes threads on its way costs more than it gains.
package final class HTTPTransport: Sendable {
    private let client: HTTPClient
    private let isShutDown = Mutex(false)

    /// - Parameters:
    ///   - connectTimeout_ms: longest wait for a connection, TLS included.
    ///   - maximumConnections: open connections per host; further questions wait for one within their deadline.
    package init(connectTimeout_ms: Int64 = 10_000, maximumConnections: Int = 16) {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.proxy = nil
        configuration.decompression = .disabled
        configuration.httpVersion = .http1Only
        configuration.timeout.connect = .milliseconds(connectTimeout_ms)
        configuration.connectionPool.idleTimeout = .seconds(60)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = maximumConnections
        // A refused connection is reported at once; whether to try again is the agent's decision.
        configuration.connectionPool.retryConnectionEstablishment = false
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        client = HTTPClient(eventLoopGroupProvider: .shared(loop), configuration: configuration)
    }

    deinit {
        // The client traps when it is dropped while open; a caller that forgot gets a quiet close instead.
        guard !isShutDown.withLock({ $0 }) else { return }
        let client = client
        client.shutdown { _ in _ = client }
    }

    /// Closes every connection; open questions fail with ``ChatFailure/cancelled``.
    package func shutDown() async {
        let isFirst = isShutDown.withLock { isShutDown in
            defer { isShutDown = true }
            return !isShutDown
        }
        guard isFirst else { return }
        // It fails only when it is closed already.
        try? await client.shutdown()
    }

    /// Posts and collects the whole reply.
    ///
    /// - Parameters:
    ///   - request: the prepared request.
    ///   - deadline: when the last byte must be there; blank keep-alive lines do not move it.
    ///   - limit_bytes: the largest body that is taken.
    ///   - patience: how long the answer may keep silent until then.
    /// - Returns: status, headers and body, whatever the status is.
    /// - Throws: what the client or the collector threw.
    func post(
        _ request: HTTPClient.Request,
        deadline: NIODeadline,
        limit_bytes: Int,
        patience: ReplyPatience
    ) async throws -> CollectedReply {
        let collector = ReplyCollector(limit_bytes: limit_bytes)
        let task = client.execute(request: request, delegate: collector, deadline: deadline)
        let watch = SilenceWatch(patience, collector, task)
        watch.begin()
        defer { watch.stop() }
        return try await withTaskCancellationHandler {
            try await task.futureResult.get()
        } onCancel: {
            task.cancel()
        }
    }
}
