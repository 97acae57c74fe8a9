import AsyncHTTPClient
import Glibc
import HTTPServing
import Logging
import NIOCore
import NIOHTTP1
import Testing

@Suite(.timeLimit(.minutes(1))) struct HTTPServerTests {
    /// Serves on a free TCP port while `body` runs.
    private func serve(
        limit_bytes: Int = 1024,
        handler: @escaping @Sendable (ServedRequest) async -> ServedResponse,
        _ body: (String) async throws -> Void,
        whenStopped: (Duration) -> Void = { _ in }
    ) async throws {
        let (bound, announce) = AsyncStream.makeStream(of: BoundAddress.self, bufferingPolicy: .bufferingOldest(1))
        let server = HTTPServer(
            address: .tcp(host: "127.0.0.1", port: 0),
            maximumBodyBytes: limit_bytes,
            logger: Logger(label: "test"),
            whenBound: { announce.yield($0) },
            handler: handler
        )
        var stopBegan = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            for await address in bound {
                try await body("http://127.0.0.1:\(address.port ?? 0)")
                break
            }
            stopBegan = .now
        }
        whenStopped(ContinuousClock.now - stopBegan)
    }

    private static func path(_ name: String) -> String {
        "/tmp/tandem-http-\(name)-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    }

    private static func server(
        at address: ServingAddress,
        whenBound: @escaping @Sendable (BoundAddress) async -> Void = { _ in }
    ) -> HTTPServer {
        HTTPServer(
            address: address,
            maximumBodyBytes: 1024,
            logger: Logger(label: "test"),
            whenBound: whenBound
        ) { _ in ServedResponse(status: 200, body: .bytes([])) }
    }

    @Test func handlerSeesTheRequestWhole() async throws {
        try await serve { request in
            let seen =
                "\(request.method) \(request.path) \(request.queryValue("q") ?? "") \(request.header("x-a") ?? "") "
                + String(decoding: request.body, as: UTF8.self)
            return ServedResponse(status: 201, headers: [("x-b", "2")], body: .bytes(Array(seen.utf8)))
        } _: { base in
            var request = HTTPClientRequest(url: "\(base)/a/b?q=1%202")
            request.method = .POST
            request.headers.add(name: "X-A", value: "one")
            request.body = .bytes(Array("body".utf8))
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
            #expect(response.status.code == 201)
            #expect(response.headers.first(name: "x-b") == "2")
            #expect(String(buffer: try await response.body.collect(upTo: 1000)) == "POST /a/b 1 2 one body")
        }
    }

    @Test(arguments: [(1024, 200), (1025, 413)])
    func bodyBeyondTheLimitIsRefused(bytes: Int, status: UInt) async throws {
        try await serve { _ in
            ServedResponse(status: 200, body: .bytes([]))
        } _: { base in
            var request = HTTPClientRequest(url: base)
            request.method = .POST
            request.body = .bytes([UInt8](repeating: 65, count: bytes))
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
            #expect(response.status.code == status)
        }
    }

    @Test func streamArrivesPieceByPiece() async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self, bufferingPolicy: .bufferingOldest(4))
        try await serve { _ in
            ServedResponse(status: 200, body: .stream(stream))
        } _: { base in
            let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: base), timeout: .seconds(10))
            var pieces = response.body.makeAsyncIterator()
            for text in ["one", "two"] {
                continuation.yield(Array(text.utf8))
                #expect(try await pieces.next().map { String(buffer: $0) } == text)
            }
            continuation.finish()
            #expect(try await pieces.next() == nil)
        }
    }

    @Test func takenPortIsOneClearError() async throws {
        try await serve { _ in
            ServedResponse(status: 200, body: .bytes([]))
        } _: { base in
            let port = Int(base.split(separator: ":").last ?? "") ?? 0
            let address = ServingAddress.tcp(host: "127.0.0.1", port: port)
            await #expect(throws: HTTPServingError.addressInUse(address)) {
                try await Self.server(at: address).run()
            }
        }
    }

    @Test func liveSocketIsNotTakenOver() async throws {
        let path = Self.path("live")
        let (bound, announce) = AsyncStream.makeStream(of: BoundAddress.self, bufferingPolicy: .bufferingOldest(1))
        await withThrowingTaskGroup(of: Void.self) { group in
            let first = Self.server(at: .unixSocket(path: path)) { announce.yield($0) }
            group.addTask { try await first.run() }
            for await _ in bound { break }

            await #expect(throws: HTTPServingError.addressInUse(.unixSocket(path: path))) {
                try await Self.server(at: .unixSocket(path: path)).run()
            }

            group.cancelAll()
        }
        #expect(access(path, F_OK) != 0, "the server left its socket behind")
    }

    @Test func fileAtThePathIsLeftAlone() async throws {
        let path = Self.path("file")
        let file = open(path, O_CREAT | O_WRONLY, 0o600)
        try #require(file >= 0)
        close(file)
        defer { unlink(path) }

        await #expect(throws: HTTPServingError.notASocket(path: path)) {
            try await Self.server(at: .unixSocket(path: path)).run()
        }

        #expect(access(path, F_OK) == 0)
    }

    @Test func deadSocketIsReplaced() async throws {
        let path = Self.path("dead")
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let isBound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        try #require(isBound)
        close(descriptor)
        let (bound, announce) = AsyncStream.makeStream(of: BoundAddress.self, bufferingPolicy: .bufferingOldest(1))
        await withThrowingTaskGroup(of: Void.self) { group in
            let server = Self.server(at: .unixSocket(path: path)) { announce.yield($0) }
            group.addTask { try await server.run() }
            for await address in bound {
                #expect(address == BoundAddress(port: nil, path: path))
                break
            }
            group.cancelAll()
        }
    }

    /// An open stream ends at once; a handler that never answers is cut after the grace.
    @Test(arguments: [false, true]) func stopEndsWhatIsOpen(hangs: Bool) async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self, bufferingPolicy: .bufferingOldest(4))
        continuation.yield(Array("one".utf8))
        var stopped: Duration = .zero
        try await serve { _ in
            if hangs { try? await Task.sleep(for: .seconds(50)) }
            return ServedResponse(status: 200, body: .stream(stream))
        } _: { base in
            let (asked, ask) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingOldest(1))
            Task {
                ask.yield()
                let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: base), timeout: .seconds(40))
                for try await _ in response.body { ask.yield() }
            }
            for await _ in asked { break }
            try await Task.sleep(for: .milliseconds(200))
        } whenStopped: {
            stopped = $0
        }
        #expect(stopped < (hangs ? HTTPServer.stopGrace + .seconds(2) : .seconds(1)))
    }
}
