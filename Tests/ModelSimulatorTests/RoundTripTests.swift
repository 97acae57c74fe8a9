import LanguageModels
import ModelSimulator
import Ports
import Testing

/// The real clients against the simulator.
@Suite(.timeLimit(.minutes(1))) struct RoundTripTests {
    @Test(arguments: [
        (ModelDialect.deepSeek, "deepseek-flash"), (.qwenCompatible, "qwen-flash"), (.qwenNative, "qwen-flash"),
    ])
    func decisionComesBackUnchanged(dialect: ModelDialect, model: String) async throws {
        try await RunningSimulator.serve { running in
            let request = try RunningSimulator.request(model: model)
            for endpoint in [
                try ProviderEndpoint.simulator(socket: running.socketPath, dialect: dialect),
                try ProviderEndpoint(
                    dialect: dialect,
                    baseURL: "http://127.0.0.1:\(running.port)\(dialect.simulatorPath)"
                ),
            ] {
                let client = HTTPChatModel(endpoint: endpoint, key: .simulator, transport: running.transport)

                let reply = try await client.send(request)
                let envelope = try ReplyEnvelope.read(dialect, reply.rawBody, tool: request.tool.name)

                #expect(reply.isSimulated)
                #expect(reply.traceID?.isEmpty == false)
                #expect(envelope.toolArguments == RunningSimulator.decision)
                #expect(envelope.model == (dialect == .qwenNative ? nil : model))
                #expect((envelope.usage?.promptTokens ?? 0) > 20)
            }
        }
    }
}
