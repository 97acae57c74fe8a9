import Glibc
import Hummingbird
package import Logging
import NIOCore
import ServiceLifecycle

/// A small HTTP/1.1 server for this machine: the dashboard's pages and the simulated models.
///
/// Checks of Host, Origin and tokens are the handler's. The server reads a body only up to its limit (413 above),
/// never takes over a live socket, and removes its own when it ends.
package struct HTTPServer: Service {
    /// Open requests and streams get this long after a graceful stop began; then they are cut.
    package static let stopGrace: Duration = .seconds(2)

    private let address: ServingAddress
    private let maximumBodyBytes: Int
    private let logger: Logger
    private let whenBound: @Sendable (BoundAddress) async -> Void
    private let handler: @Sendable (ServedRequest) async -> ServedResponse

    /// - Parameters:
    ///   - address: where to listen.
    ///   - maximumBodyBytes: the largest request body that is read; a larger one is answered with 413.
    ///   - logger: takes starts and faults; nothing per request at `info` or above.
    ///   - whenBound: called once, when connections are accepted.
    ///   - handler: answers one request; called concurrently.
    package init(
        address: ServingAddress,
        maximumBodyBytes: Int,
        logger: Logger,
        whenBound: @escaping @Sendable (BoundAddress) async -> Void = { _ in },
        handler: @escaping @Sendable (ServedRequest) async -> ServedResponse
    ) {
        self.address = address
        self.maximumBodyBytes = maximumBodyBytes
        self.logger = logger
        self.whenBound = whenBound
        self.handler = handler
    }

    /// Serves until the task is cancelled or a graceful stop has finished.
    ///
    /// - Throws: ``HTTPServingError``.
    package func run() async throws {
        if case .unixSocket(let path) = address { try SocketPath.clear(path) }
        do {
            try await serve()
        } catch let error as IOError {
            removeSocket()
            throw error.errnoCode == EADDRINUSE
                ? HTTPServingError.addressInUse(address)
                : HTTPServingError.cannotBind(address, reason: "\(error)")
        } catch is CancellationError {
        } catch {
            removeSocket()
            throw HTTPServingError.stopped(reason: "\(error)")
        }
        removeSocket()
    }

    private func removeSocket() {
        if case .unixSocket(let path) = address { SocketPath.remove(path) }
    }

    /// A stop of either kind is a graceful one: cancelled while it accepts, the server library drops connections that wait to
    /// be accepted, and traps on them. So the server runs in a task that cancellation does not reach.
    private func serve() async throws {
        var configuration = ServiceGroupConfiguration(services: [makeApplication()], logger: quietLogger)
        configuration.maximumGracefulShutdownDuration = Self.stopGrace
        let group = ServiceGroup(configuration: configuration)
        let shielded = Task { try await group.run() }
        try await withTaskCancellationHandler {
            try await shielded.value
        } onCancel: {
            Task { await group.triggerGracefulShutdown() }
        }
    }

    /// The server library announces its start at info; the process has its own line for that.
    private var quietLogger: Logger {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        return quiet
    }

    private func makeApplication() -> Application<CallbackResponder<BasicRequestContext>> {
        let bindAddress: BindAddress =
            switch address {
            case .tcp(let host, let port): .hostname(host, port: port)
            case .unixSocket(let path): .unixDomainSocket(path: path)
            }
        let path: String? = if case .unixSocket(let path) = address { path } else { nil }
        return Application(
            responder: CallbackResponder { request, _ in try await respond(to: request) },
            configuration: ApplicationConfiguration(address: bindAddress, serverName: nil),
            onServerRunning: { [whenBound] channel in
                await whenBound(BoundAddress(port: channel.localAddress?.port, path: path))
            },
            logger: quietLogger
        )
    }

    private func respond(to request: Request) async throws -> Response {
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: maximumBodyBytes)
        } catch is NIOTooManyBytesError {
            return Response(status: .contentTooLarge, headers: [.connection: "close"])
        }
        let served = ServedRequest(
            method: request.method.rawValue,
            path: request.uri.path,
            query: request.uri.query == nil
                ? [] : request.uri.queryParameters.map { (String($0.key), String($0.value)) },
            // The server library keeps the Host line apart.
            headers: (request.head.authority.map { [("host", $0)] } ?? [])
                + request.headers.map { ($0.name.canonicalName, $0.value) },
            body: Array(body.readableBytesView)
        )
        return Self.response(await handler(served))
    }

    private static func response(_ answer: ServedResponse) -> Response {
        var headers = HTTPFields()
        for (name, value) in answer.headers {
            guard let name = HTTPFields.Element.Name(name) else { continue }
            headers.append(HTTPFields.Element(name: name, value: value))
        }
        return Response(status: .init(code: answer.status), headers: headers, body: body(answer.body))
    }

    private static func body(_ body: ServedResponse.Body) -> ResponseBody {
        switch body {
        case .bytes(let bytes):
            ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        case .stream(let stream):
            ResponseBody { writer in
                for await chunk in stream.cancelOnGracefulShutdown() {
                    try await writer.write(ByteBuffer(bytes: chunk))
                }
                try await writer.finish(nil)
            }
        case .cut(let bytes, let length):
            ResponseBody(contentLength: length) { writer in
                try await writer.write(ByteBuffer(bytes: bytes))
                throw CutOnPurpose()
            }
        }
    }
}

private struct CutOnPurpose: Error {}
