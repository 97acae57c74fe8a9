import LanguageModels
import ModelSimulator
import Ports
import Testing
import TradingDomain

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

    /// A streamed answer says the same as a whole one, tokens included.
    @Test(arguments: [
        (ModelDialect.deepSeek, "deepseek-flash"), (.qwenCompatible, "qwen-flash"), (.qwenNative, "qwen-flash"),
    ])
    func streamedDecisionIsTheSame(dialect: ModelDialect, name: String) async throws {
        try await RunningSimulator.serve { running in
            let endpoint = try ProviderEndpoint.simulator(socket: running.socketPath, dialect: dialect)
            var envelopes: [ReplyEnvelope] = []
            for streams in [false, true] {
                let model = HTTPChatModel(
                    endpoint: endpoint,
                    key: .simulator,
                    transport: running.transport,
                    streams: streams
                )
                let request = try RunningSimulator.request(model: name)
                let reply = try await model.send(request)
                #expect(reply.isEventStream == streams)
                envelopes.append(try ReplyEnvelope.read(dialect, reply, tool: request.tool.name))
            }
            #expect(envelopes[0].finishReason == envelopes[1].finishReason)
            #expect(envelopes[0].model == envelopes[1].model)
            #expect(envelopes[0].usage?.promptTokens == envelopes[1].usage?.promptTokens)
            #expect(envelopes[0].usage?.completionTokens == envelopes[1].usage?.completionTokens)
            #expect(envelopes[1].toolArguments == RunningSimulator.decision)
        }
    }

    /// A client outlives its server: the next question goes to the new one, or fails as one that may be asked again.
    @Test func restartedServerIsReachedAgain() async throws {
        let path = RunningSimulator.freePath()
        let transport = HTTPTransport()
        let endpoint = try ProviderEndpoint.simulator(socket: path, dialect: .deepSeek)
        let model = HTTPChatModel(endpoint: endpoint, key: .simulator, transport: transport)
        let request = try RunningSimulator.request()
        for _ in 0..<3 {
            try await RunningSimulator.serve(path: path) { _ in
                var outcome = await FaultTests.outcome(model, request, .deepSeek)
                if outcome == "connection" { outcome = await FaultTests.outcome(model, request, .deepSeek) }
                #expect(outcome == "accepted")
            }
            #expect(await FaultTests.outcome(model, request, .deepSeek) == "connection")
        }
        await transport.shutDown()
    }
}
