import LanguageModels
import ModelAgent
import ModelSimulator
import Ports
import Testing
import TradingDomain

/// Every fault of the simulator, through the real client and both readers: a decision comes of a whole reply or not at all.
@Suite(.timeLimit(.minutes(2))) struct FaultDecisionTests {
    /// Faults that leave the decision whole and readable: its text is what the model said, to the byte.
    private static let harmless: Set<SimulatorFault> = [
        .dripThenAnswer, .keepAliveThenAnswer, .byteOrderMark, .plainText, .otherModel, .usageMissing, .usageNull,
        .usageText, .usageNegative, .argumentsFenced, .argumentsProse, .argumentsZeroWidth,
    ]

    static let decision =
        #"{"decisions":[{"symbol":"BTCUSDT","action":"BUY","confidence":62,"entry":65000,"stop_loss":64000,"#
        + #""take_profit":67000,"position_size_percent":5,"leverage":2,"reasoning":"ok","risk_level":"LOW","#
        + #""risk_score":30}]}"#

    @Test(arguments: ModelDialect.allCases, [false, true])
    func noDecisionComesOfAFault(dialect: ModelDialect, streams: Bool) async throws {
        let question = try Self.question()
        let good = ReplyReader().read(Self.decision, request: question, slot: "qwen").answers
        #expect(good.first?.decision != nil)
        try await RunningSimulator.serve(answering: Self.decision) { running in
            for fault in SimulatorFault.allCases {
                let answers = await Self.answers(running, dialect, fault, question, streams: streams)
                let isGood = answers == good
                #expect(isGood == Self.harmless.contains(fault), "\(fault.rawValue) \(dialect)")
                #expect(isGood || answers?.allSatisfy { $0.decision == nil } ?? true, "\(fault.rawValue) \(dialect)")
            }
            let last = await Self.answers(running, dialect, nil, question, streams: streams)
            #expect(last == good, "well again at the next good answer")
        }
    }

    private static func answers(
        _ running: RunningSimulator,
        _ dialect: ModelDialect,
        _ fault: SimulatorFault?,
        _ question: ModelRequest,
        streams: Bool
    ) async -> [ModelAnswer]? {
        do {
            let model = HTTPChatModel(
                endpoint: try .simulator(socket: running.socketPath, dialect: dialect),
                key: .simulator,
                transport: running.transport,
                streams: streams,
                patience: ReplyPatience(firstByte_ms: 400, idle_ms: 300),
                extraHeaders: fault.map { [("x-simulator-fault", $0.rawValue)] } ?? []
            )
            let request = try ChatRequest(
                model: dialect == .deepSeek ? "deepseek-flash" : "qwen-flash",
                system: "Answer in json by calling submit_decisions.",
                user: "BTCUSDT 65000",
                tool: ToolSchema(
                    name: DecisionTool.name,
                    description: DecisionTool.description,
                    parametersJSON: DecisionTool.parametersJSON
                ),
                maximumReplyTokens: 600,
                deadline_ms: 600
            )
            let reply = try await model.send(request)
            let envelope = try ReplyEnvelope.read(dialect, reply, tool: DecisionTool.name)
            return ReplyReader().read(envelope.toolArguments, request: question, slot: "qwen").answers
        } catch {
            return nil
        }
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

/// Limits on silence within the deadline, counted on the bytes of an answer alone.
@Suite(.timeLimit(.minutes(1))) struct SilenceTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let fault: SimulatorFault
        let firstByte_ms: Int?
        let idle_ms: Int?
        let outcome: String

        var testDescription: String { "\(fault.rawValue) \(outcome)" }

        static let all = [
            Row(fault: .hang, firstByte_ms: 200, idle_ms: nil, outcome: "no_first_byte"),
            Row(fault: .drip, firstByte_ms: 200, idle_ms: nil, outcome: "no_first_byte"),
            Row(fault: .keepAlive, firstByte_ms: 200, idle_ms: nil, outcome: "no_first_byte"),
            Row(fault: .keepAlive, firstByte_ms: nil, idle_ms: 100, outcome: "timed_out"),
            Row(fault: .keepAliveThenAnswer, firstByte_ms: 100, idle_ms: nil, outcome: "no_first_byte"),
            Row(fault: .keepAliveThenAnswer, firstByte_ms: 1_000, idle_ms: 100, outcome: "accepted"),
            Row(fault: .dripThenAnswer, firstByte_ms: 1_000, idle_ms: 100, outcome: "accepted"),
            Row(fault: .stall, firstByte_ms: 200, idle_ms: 200, outcome: "idle"),
            Row(fault: .stall, firstByte_ms: nil, idle_ms: 200, outcome: "idle"),
            Row(fault: .stallBlank, firstByte_ms: 200, idle_ms: 200, outcome: "idle"),
            Row(fault: .stallBlank, firstByte_ms: 200, idle_ms: nil, outcome: "timed_out"),
        ]
    }

    @Test(arguments: Row.all, [ModelDialect.deepSeek, .qwenCompatible])
    func silenceEndsACallBeforeItsDeadline(row: Row, dialect: ModelDialect) async throws {
        try await RunningSimulator.serve { running in
            let model = HTTPChatModel(
                endpoint: try .simulator(socket: running.socketPath, dialect: dialect),
                key: .simulator,
                transport: running.transport,
                patience: ReplyPatience(firstByte_ms: row.firstByte_ms, idle_ms: row.idle_ms),
                extraHeaders: [("x-simulator-fault", row.fault.rawValue)]
            )
            let name = dialect == .deepSeek ? "deepseek-flash" : "qwen-flash"
            let request = try RunningSimulator.request(model: name, deadline_ms: 1_500)
            let start = ContinuousClock.now

            let outcome = await FaultTests.outcome(model, request, dialect)

            // A stream counts its tokens only when it was asked to.
            #expect(outcome.hasPrefix(row.outcome))
            let isSilent = ["no_first_byte", "idle"].contains(outcome)
            #expect(!isSilent || ContinuousClock.now - start < .milliseconds(1_200))
        }
    }
}
