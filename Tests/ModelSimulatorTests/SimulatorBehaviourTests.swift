import HTTPServing
import JSONText
import LanguageModels
import ModelSimulator
import Ports
import Testing
import TradingDomain

@Suite(.timeLimit(.minutes(1))) struct SimulatorBehaviourTests {
    static func body(
        model: String = "deepseek-flash",
        user: String,
        scope: String = "desk-1",
        more: String = ""
    ) -> CheckCase {
        CheckCase(
            name: "",
            body: #"{"model":"\#(model)","thinking":{"type":"disabled"}\#(more),"user_id":"\#(scope)","#
                + #""messages":[{"role":"system","content":"\#(String(repeating: "rule ", count: 200))"},"#
                + #"{"role":"user","content":"\#(user)"}]}"#,
            words: ""
        )
    }

    static func reply(_ simulator: ModelSimulator, _ example: CheckCase) async throws -> JSONValue {
        let response = await simulator.respond(to: SimulatorCheckTests.request(example))
        guard case .bytes(let bytes) = response.body else { return .null }
        return try JSONReader.read(bytes)
    }

    @Test func sameQuestionGetsTheSameBytesFromAnyInstance() async throws {
        let first = try await Self.reply(ModelSimulator { $0.userPrompt }, Self.body(user: "a"))
        let second = try await Self.reply(ModelSimulator { $0.userPrompt }, Self.body(user: "a"))
        let other = try await Self.reply(ModelSimulator { $0.userPrompt }, Self.body(user: "b"))
        #expect(first == second)
        #expect(first["id"] != other["id"])
        #expect(other["choices"]?.array?.first?["message"]?["content"]?.string == "b")
    }

    /// A prompt that began alike before hits in whole units of 64 tokens, per user.
    @Test func cacheFollowsThePrefix() async throws {
        let simulator = ModelSimulator { _ in "{}" }
        var hits: [Int64] = []
        for (user, scope) in [("a", "desk-1"), ("b", "desk-1"), ("b", "desk-2"), ("b", "desk-2")] {
            let usage = try await Self.reply(simulator, Self.body(user: user, scope: scope))["usage"]
            let hit = usage?["prompt_cache_hit_tokens"]?.integer ?? -1
            #expect(usage?["prompt_tokens"]?.integer == hit + (usage?["prompt_cache_miss_tokens"]?.integer ?? 0))
            hits.append(hit)
        }
        // Three units of 256 bytes are known, with two whole units of 64 tokens in them.
        #expect(hits == [0, 128, 0, 128])
    }

    @Test func retiredModelIsRoutedWhenAsked() async throws {
        let routing = ModelSimulator(settings: SimulatorSettings(routesRetiredModels: true)) { _ in "{}" }
        let reply = try await Self.reply(routing, Self.body(model: "deepseek-chat", user: "a"))
        #expect(reply["model"]?.string == "deepseek-flash")
    }

    @Test func tokenLimitCutsTheAnswer() async throws {
        let simulator = ModelSimulator { _ in String(repeating: "价", count: 100) }
        let reply = try await Self.reply(simulator, Self.body(user: "a", more: #","max_tokens":10"#))
        let choice = reply["choices"]?.array?.first
        #expect(choice?["finish_reason"]?.string == "length")
        #expect(choice?["message"]?["content"]?.string == String(repeating: "价", count: 12))
        #expect(reply["usage"]?["completion_tokens"]?.integer == 10)
    }

    @Test func scriptSpoilsTheFirstRequestsInOrder() async throws {
        let script = try FaultScript(parsing: "503\n\n2 429 # twice\nok\n402\n")
        #expect(script.entries == [.busy, .tooManyRequests, .tooManyRequests, nil, .noBalance])
        let simulator = ModelSimulator(settings: SimulatorSettings(script: script)) { _ in "{}" }
        var statuses: [Int] = []
        for _ in 0..<6 {
            statuses.append(await simulator.respond(to: SimulatorCheckTests.request(Self.body(user: "a"))).status)
        }
        #expect(statuses == [503, 429, 429, 200, 402, 200])
        #expect(simulator.requestCount == 6)
    }

    @Test(arguments: ["no-such-fault", "0 429", "-1 429", "429 5 6", "100001 429"])
    func wrongScriptIsRefused(text: String) {
        let error = #expect(throws: FaultScriptError.self) { try FaultScript(parsing: "ok\n\(text)") }
        #expect(error?.line == 2)
    }

    @Test func concurrencyBeyondTheLimitIsRefusedAtOnce() async throws {
        var settings = SimulatorSettings(latency_ms: 300)
        settings.maximumConcurrency = 2
        try await RunningSimulator.serve(settings: settings) { running in
            let model = try running.model(.deepSeek)
            let outcomes = await withTaskGroup(of: String.self) { group in
                for index in 0..<5 {
                    group.addTask {
                        guard let request = try? RunningSimulator.request(user: "\(index)") else { return "no request" }
                        return await FaultTests.outcome(model, request, .deepSeek)
                    }
                }
                return await group.reduce(into: [String]()) { $0.append($1) }
            }
            #expect(outcomes.sorted() == ["accepted", "accepted", "overloaded", "overloaded", "overloaded"])
        }
    }

    /// A question that is withdrawn frees its connection, and the next one is answered.
    @Test func withdrawnQuestionEndsAtOnce() async throws {
        try await RunningSimulator.serve { running in
            let model = try running.model(.deepSeek, fault: .hang)
            let asking = Task { await FaultTests.outcome(model, try RunningSimulator.request(), .deepSeek) }
            try await Task.sleep(for: .milliseconds(100))
            let start = ContinuousClock.now

            asking.cancel()

            #expect(try await asking.value == "cancelled")
            #expect(ContinuousClock.now - start < .milliseconds(500))
            let good = try running.model(.deepSeek)
            #expect(await FaultTests.outcome(good, try RunningSimulator.request(), .deepSeek) == "accepted")
        }
    }
}
