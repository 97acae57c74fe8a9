import AsyncHTTPClient
import NIOCore
import NIOHTTP1
package import Ports
import TradingDomain

/// A model behind a provider's HTTP endpoint.
package struct HTTPChatModel: ChatModel {
    /// The largest reply that is taken. A decision has a thousandth of it.
    package static let maximumReplyBytes = 256 * 1024

    private let endpoint: ProviderEndpoint
    private let key: APIKey
    private let streams: Bool
    private let patience: ReplyPatience
    private let headers: HTTPHeaders
    private let transport: HTTPTransport

    /// - Parameters:
    ///   - endpoint: where and in which protocol to ask.
    ///   - key: the provider's key; ``APIKey/simulator`` for a simulator.
    ///   - transport: the process's connections.
    ///   - streams: ask for server-sent events; the reply is still handed on whole.
    ///   - patience: how long an answer may keep silent within its deadline.
    ///   - extraHeaders: sent with every request, such as the simulator's choice of a fault.
    package init(
        endpoint: ProviderEndpoint,
        key: APIKey,
        transport: HTTPTransport,
        streams: Bool = false,
        patience: ReplyPatience = .untilDeadline,
        extraHeaders: [(name: String, value: String)] = []
    ) {
        self.endpoint = endpoint
        self.key = key
        self.transport = transport
        self.streams = streams
        self.patience = patience
        var headers: HTTPHeaders = [
            "authorization": key.authorization, "content-type": "application/json",
            "accept": streams ? "text/event-stream" : "application/json",
        ]
        if streams, endpoint.dialect == .qwenNative { headers.add(name: "x-dashscope-sse", value: "enable") }
        for (name, value) in extraHeaders { headers.replaceOrAdd(name: name, value: value) }
        self.headers = headers
    }

    package func send(_ request: ChatRequest) async throws(ChatFailure) -> ChatReply {
        let start = ContinuousClock.now
        let deadline = NIODeadline.now() + .milliseconds(Int64(request.deadline_ms))
        let collected: CollectedReply
        do {
            let body = RequestBody.bytes(
                for: request,
                dialect: endpoint.dialect,
                streams: streams
            )
            let post = try HTTPClient.Request(url: endpoint.url, method: .POST, headers: headers, body: .bytes(body))
            collected = try await transport.post(
                post,
                deadline: deadline,
                limit_bytes: Self.maximumReplyBytes,
                patience: patience
            )
        } catch {
            throw failure(of: error, request: request, isLate: NIODeadline.now() >= deadline)
        }
        let body = key.redacting(collected.body)
        let traceID = Self.traceID(collected.headers).map { key.redacting(String($0.prefix(128))) }
        guard collected.status == 200 else {
            throw FailureMapping.failure(
                dialect: endpoint.dialect,
                status: collected.status,
                retryAfter_ms: Self.retryAfter_ms(collected.headers),
                traceID: traceID,
                body: body
            )
        }
        return ChatReply(
            rawBody: body,
            httpStatus: collected.status,
            isEventStream: collected.headers.first(name: "content-type")?.hasPrefix("text/event-stream") == true,
            traceID: traceID,
            isSimulated: collected.headers.contains(name: "x-tandem-simulator"),
            elapsed_ms: (ContinuousClock.now - start) / .milliseconds(1)
        )
    }

    private func failure(of error: any Error, request: ChatRequest, isLate: Bool) -> ChatFailure {
        if case ReplyCollectorError.oversized = error { return .oversized(limit_bytes: Self.maximumReplyBytes) }
        if case ReplyCollectorError.silent(let silence) = error { return .silent(silence) }
        if error is CancellationError { return .cancelled }
        if let error = error as? HTTPClientError {
            if error == .deadlineExceeded { return .timedOut(after_ms: request.deadline_ms) }
            if error == .cancelled || error == .alreadyShutdown { return .cancelled }
            if error == .remoteConnectionClosed, !isLate { return .connection("the server closed it before the end") }
        }
        if isLate { return .timedOut(after_ms: request.deadline_ms) }
        return .connection(key.redacting(String(String(describing: error).prefix(200))))
    }

    private static func traceID(_ headers: HTTPHeaders) -> String? {
        headers.first(name: "x-ds-trace-id") ?? headers.first(name: "x-request-id")
    }

    /// The wait that the provider asks for, at most an hour. A date in place of seconds is not read.
    private static func retryAfter_ms(_ headers: HTTPHeaders) -> Int? {
        if let text = headers.first(name: "retry-after-ms"), let wait = Int(text), (0...3_600_000).contains(wait) {
            return wait
        }
        guard let text = headers.first(name: "retry-after"), let wait = Int(text), (0...3_600).contains(wait) else {
            return nil
        }
        return wait * 1000
    }
}
