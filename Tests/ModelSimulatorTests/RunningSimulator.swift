import Glibc
import HTTPServing
import LanguageModels
import Logging
import ModelSimulator
import Ports
import TradingDomain

/// A simulator that serves while a test's body runs, on a Unix socket and on a TCP port of its own.
struct RunningSimulator {
    let simulator: ModelSimulator
    let socketPath: String
    let port: Int
    let transport: HTTPTransport

    static let decision =
        #"{"action":"BUY","symbol":"BTCUSDT","position_pct":5,"confidence":0.62,"reason":"价格“突破”"}"#

    static let tool = ToolSchema(
        name: "submit_decision",
        description: "One decision",
        parametersJSON: #"{"type":"object","properties":{"action":{"type":"string"}},"required":["action"]}"#
    )

    static func request(
        model: String = "deepseek-flash",
        user: String = "BTCUSDT 65000.0",
        deadline_ms: Int = 20_000
    ) throws -> ChatRequest {
        try ChatRequest(
            model: model,
            system: "You decide one trade. Answer in json by calling submit_decision.",
            user: user,
            tool: tool,
            maximumReplyTokens: 600,
            deadline_ms: deadline_ms,
            cacheScope: "desk-1"
        )
    }

    /// A model that reaches the simulator over its Unix socket.
    func model(_ dialect: ModelDialect, fault: SimulatorFault? = nil, key: APIKey = .simulator) throws -> HTTPChatModel
    {
        HTTPChatModel(
            endpoint: try .simulator(socket: socketPath, dialect: dialect),
            key: key,
            transport: transport,
            extraHeaders: fault.map { [("x-simulator-fault", $0.rawValue)] } ?? []
        )
    }

    /// A path for a socket that nothing else uses.
    static func freePath() -> String {
        "/tmp/tandem-simulator-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).sock"
    }

    /// Serves until `body` returns.
    ///
    /// - Parameters:
    ///   - settings: the simulator's.
    ///   - path: where the Unix socket is.
    ///   - answering: what the model says.
    ///   - body: what to do meanwhile.
    /// - Throws: what the servers or `body` threw.
    static func serve(
        settings: SimulatorSettings = SimulatorSettings(),
        path: String = freePath(),
        answering: String = decision,
        _ body: (RunningSimulator) async throws -> Void
    ) async throws {
        let simulator = ModelSimulator(settings: settings) { _ in answering }
        let (bound, announce) = AsyncStream.makeStream(of: BoundAddress.self, bufferingPolicy: .bufferingOldest(2))
        let servers = [ServingAddress.unixSocket(path: path), .tcp(host: "127.0.0.1", port: 0)].map { address in
            simulator.server(at: address, logger: Logger(label: "test")) { announce.yield($0) }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for server in servers { group.addTask { try await server.run() } }
            defer { group.cancelAll() }
            var port: Int?
            var count = 0
            for await address in bound {
                port = address.port ?? port
                count += 1
                if count == servers.count { break }
            }
            let transport = HTTPTransport()
            let running = RunningSimulator(
                simulator: simulator,
                socketPath: path,
                port: port ?? 0,
                transport: transport
            )
            try await body(running)
            await transport.shutDown()
        }
    }
}
