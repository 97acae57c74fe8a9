import LanguageModels
import ModelSimulator
import Ports
import Testing
import TradingDomain

/// What one faulty answer must come to. The same in all three protocols.
struct FaultCase: CustomTestStringConvertible, Sendable {
    let fault: SimulatorFault
    /// The failure's code, or `accepted`.
    let outcome: String

    var testDescription: String { fault.rawValue }

    static let all: [FaultCase] = [
        FaultCase(fault: .hang, outcome: "timed_out"),
        FaultCase(fault: .drip, outcome: "timed_out"),
        FaultCase(fault: .slowBody, outcome: "timed_out"),
        FaultCase(fault: .keepAlive, outcome: "timed_out"),
        FaultCase(fault: .stall, outcome: "timed_out"),
        FaultCase(fault: .stallBlank, outcome: "timed_out"),
        FaultCase(fault: .keepAliveThenAnswer, outcome: "accepted"),
        FaultCase(fault: .dripThenAnswer, outcome: "accepted"),
        FaultCase(fault: .cutHead, outcome: "connection"),
        FaultCase(fault: .cutBody, outcome: "connection"),
        FaultCase(fault: .redirect, outcome: "unexpected_status"),
        FaultCase(fault: .badRequest, outcome: "refused"),
        FaultCase(fault: .wrongKey, outcome: "unauthorised"),
        FaultCase(fault: .noBalance, outcome: "out_of_credit"),
        FaultCase(fault: .forbidden, outcome: "unauthorised"),
        FaultCase(fault: .notFound, outcome: "refused"),
        FaultCase(fault: .unprocessable, outcome: "refused"),
        FaultCase(fault: .tooManyRequests, outcome: "overloaded"),
        FaultCase(fault: .tooManyRequestsRetryAfter, outcome: "overloaded"),
        FaultCase(fault: .tooManyRequestsFlat, outcome: "overloaded"),
        FaultCase(fault: .tooManyRequestsNested, outcome: "overloaded"),
        FaultCase(fault: .serverError, outcome: "server_failed"),
        FaultCase(fault: .badGateway, outcome: "server_failed"),
        FaultCase(fault: .busy, outcome: "overloaded"),
        FaultCase(fault: .filtered, outcome: "filtered"),
        FaultCase(fault: .emptyBody, outcome: "empty_body"),
        FaultCase(fault: .blankBody, outcome: "empty_body"),
        FaultCase(fault: .hugeBody, outcome: "oversized"),
        FaultCase(fault: .htmlPage, outcome: "not_json"),
        FaultCase(fault: .truncatedJSON, outcome: "not_json"),
        FaultCase(fault: .secondBody, outcome: "not_json"),
        FaultCase(fault: .trailingComma, outcome: "not_json"),
        FaultCase(fault: .notANumber, outcome: "not_json"),
        FaultCase(fault: .invalidUTF8, outcome: "not_json"),
        FaultCase(fault: .byteOrderMark, outcome: "accepted"),
        FaultCase(fault: .plainText, outcome: "accepted"),
        FaultCase(fault: .errorInside, outcome: "error_inside"),
        FaultCase(fault: .noChoices, outcome: "no_choices"),
        FaultCase(fault: .emptyChoices, outcome: "no_choices"),
        FaultCase(fault: .twoChoices, outcome: "several_choices"),
        FaultCase(fault: .nullOutput, outcome: "no_choices"),
        FaultCase(fault: .finishLength, outcome: "cut_at_limit"),
        FaultCase(fault: .finishFilter, outcome: "filtered"),
        FaultCase(fault: .finishNoResource, outcome: "interrupted"),
        FaultCase(fault: .finishAborted, outcome: "interrupted"),
        FaultCase(fault: .finishNull, outcome: "interrupted"),
        FaultCase(fault: .finishUnknown, outcome: "unknown_finish"),
        FaultCase(fault: .thinkingAteBudget, outcome: "thinking_ate_budget"),
        FaultCase(fault: .usageMissing, outcome: "accepted without usage"),
        FaultCase(fault: .usageNull, outcome: "accepted without usage"),
        FaultCase(fault: .usageText, outcome: "accepted without usage"),
        FaultCase(fault: .usageNegative, outcome: "accepted without usage"),
        FaultCase(fault: .otherModel, outcome: "accepted"),
        FaultCase(fault: .emptyContent, outcome: "no_tool_call"),
        FaultCase(fault: .textAnswer, outcome: "no_tool_call"),
        FaultCase(fault: .fencedAnswer, outcome: "no_tool_call"),
        FaultCase(fault: .leakedMarkup, outcome: "no_tool_call"),
        FaultCase(fault: .emptyToolCalls, outcome: "no_tool_call"),
        FaultCase(fault: .twoCallsAlike, outcome: "several_tool_calls"),
        FaultCase(fault: .twoCallsDiffer, outcome: "several_tool_calls"),
        FaultCase(fault: .wrongTool, outcome: "wrong_tool"),
        FaultCase(fault: .namelessTool, outcome: "malformed_body"),
        FaultCase(fault: .otherCallType, outcome: "malformed_body"),
        FaultCase(fault: .argumentsObject, outcome: "arguments_not_text"),
        FaultCase(fault: .argumentsNull, outcome: "arguments_not_text"),
        FaultCase(fault: .argumentsMissing, outcome: "arguments_not_text"),
    ]
}

/// Every fault of the simulator, through the real client, in every protocol.
@Suite(.timeLimit(.minutes(1))) struct FaultTests {
    static let deadline_ms = 500

    @Test(arguments: ModelDialect.allCases)
    func eachFaultHasItsOutcomeInTime(dialect: ModelDialect) async throws {
        try await RunningSimulator.serve { running in
            let name = dialect == .deepSeek ? "deepseek-flash" : "qwen-flash"
            let request = try RunningSimulator.request(model: name, deadline_ms: Self.deadline_ms)
            for example in FaultCase.all {
                let start = ContinuousClock.now

                let outcome = await Self.outcome(try running.model(dialect, fault: example.fault), request, dialect)

                let elapsed = ContinuousClock.now - start
                // A stream counts its tokens only when it was asked to.
                let isStream = example.fault == .keepAliveThenAnswer
                let isExpected = isStream ? outcome.hasPrefix(example.outcome) : outcome == example.outcome
                #expect(isExpected, "\(example.fault.rawValue): \(outcome)")
                #expect(elapsed < .milliseconds(Self.deadline_ms + 400), "\(example.fault.rawValue)")
            }
            // Well again at the next good answer.
            #expect(await Self.outcome(try running.model(dialect), request, dialect) == "accepted")
        }
    }

    /// Faults inside the arguments leave the envelope whole and come through unchanged, so that the next reader judges them.
    @Test(arguments: SimulatorFault.allCases.filter { $0.rawValue.hasPrefix("arguments-") })
    func spoiledArgumentsReachTheNextReader(fault: SimulatorFault) async throws {
        guard !FaultCase.all.contains(where: { $0.fault == fault }) else { return }
        try await RunningSimulator.serve { running in
            let request = try RunningSimulator.request()

            let reply = try await running.model(.deepSeek, fault: fault).send(request)

            let envelope = try ReplyEnvelope.read(.deepSeek, reply.rawBody, tool: request.tool.name)
            #expect(envelope.toolArguments != RunningSimulator.decision)
        }
    }

    @Test func everyFaultIsTested() {
        let tested = Set(FaultCase.all.map(\.fault))
        let untested = SimulatorFault.allCases.filter { !tested.contains($0) && !$0.rawValue.hasPrefix("arguments-") }
        #expect(untested.isEmpty)
        #expect(SimulatorFault.allCases.count >= 60)
    }

    @Test func waitThatTheProviderAsksForIsKept() async throws {
        try await RunningSimulator.serve { running in
            let model = try running.model(.deepSeek, fault: .tooManyRequestsRetryAfter)
            let failure = await #expect(throws: ChatFailure.self) {
                try await model.send(try RunningSimulator.request())
            }
            guard case .overloaded(_, let retryAfter_ms) = failure else {
                Issue.record("was \(String(describing: failure))")
                return
            }
            #expect(retryAfter_ms == 1000)
        }
    }

    static func outcome(_ model: HTTPChatModel, _ request: ChatRequest, _ dialect: ModelDialect) async -> String {
        do {
            let reply = try await model.send(request)
            let envelope = try ReplyEnvelope.read(dialect, reply, tool: request.tool.name)
            guard envelope.toolArguments == RunningSimulator.decision else { return "another decision" }
            return envelope.usage == nil ? "accepted without usage" : "accepted"
        } catch let failure as ChatFailure {
            return failure.code
        } catch let failure as EnvelopeFailure {
            return failure.code
        } catch {
            return "\(error)"
        }
    }
}
