import HTTPServing
import LanguageModels
import Logging
import ModelAgent
import ModelSimulator
import Ports
import Synchronization
import TestSupport
import Testing
import TradingDomain

/// The shared vectors as a model's words: through the simulator, over HTTP, through the real client and both readers.
@Suite(.timeLimit(.minutes(2))) struct HardReplyRoundTripTests {
    @Test(
        .enabled(if: HardReplies.isPresent),
        arguments: [
            (ModelDialect.deepSeek, "deepseek-flash"), (.qwenCompatible, "qwen-flash"), (.qwenNative, "qwen-flash"),
        ]
    )
    func everyVectorGetsItsVerdictOverHTTP(dialect: ModelDialect, name: String) async throws {
        let words = Mutex("")
        let path = RunningSimulator.freePath()
        let simulator = ModelSimulator(settings: SimulatorSettings()) { _ in words.withLock { $0 } }
        let (bound, announce) = AsyncStream.makeStream(of: BoundAddress.self)
        let server = simulator.server(at: .unixSocket(path: path), logger: Logger(label: "test")) {
            announce.yield($0)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            for await _ in bound { break }
            let transport = HTTPTransport()
            let endpoint = try ProviderEndpoint.simulator(socket: path, dialect: dialect)
            let question = try Self.question()
            for streams in [false, true] {
                let client = HTTPChatModel(endpoint: endpoint, key: .simulator, transport: transport, streams: streams)
                for vector in try HardReplies.arguments() {
                    // DashScope's own stream repeats the whole with each event, so a long text would reach the cap.
                    guard let isAccepted = vector.isAccepted, !streams || vector.mapped.utf8.count < 2_000 else {
                        continue
                    }
                    words.withLock { $0 = vector.mapped }
                    let reply = try await client.send(try Self.request(model: name))
                    let envelope = try ReplyEnvelope.read(dialect, reply, tool: DecisionTool.name)
                    #expect(envelope.toolArguments == vector.mapped, "\(vector.id)")
                    let reading = ReplyReader().read(envelope.toolArguments, request: question, slot: "qwen")
                    #expect((reading.answers.first?.decision != nil) == isAccepted, "\(vector.id) \(reading.refusals)")
                }
            }
            await transport.shutDown()
        }
    }

    private static func request(model: String) throws -> ChatRequest {
        try ChatRequest(
            model: model,
            system: "Answer in json by calling submit_decisions.",
            user: "BTCUSDT 65000",
            tool: ToolSchema(
                name: DecisionTool.name,
                description: DecisionTool.description,
                parametersJSON: DecisionTool.parametersJSON
            ),
            maximumReplyTokens: 16_000,
            deadline_ms: 20_000
        )
    }

    private static func question() throws -> ModelRequest {
        let cycle = CycleID(time: .epoch, position: 1)
        var snapshot = FeatureSnapshot(
            symbol: try Symbol("BTCUSDT"),
            cycle: cycle,
            freshness: .fresh,
            entryTimeframe: .threeMinutes
        )
        snapshot.price = try Price(parsing: "65000")
        return ModelRequest(cycle: cycle, channel: .entry, snapshots: [snapshot])
    }
}
