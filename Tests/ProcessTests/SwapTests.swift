import Foundation
import Glibc
import Testing

extension ProcessTests {
    /// Agents come and go while the pipeline runs.
    @Suite(.timeLimit(.minutes(4))) struct SwapTests {
        /// Every tick has its completed cycle, and everybody was heard in each.
        static func expectNoneMissed(_ pipeline: Pipeline, butFor causes: Set<String> = []) throws {
            // The first ones may find indicators that still read the history.
            let cycles = try pipeline.cycles().dropFirst(2)
            #expect(cycles.count > 5)
            // Only the last may have been under way at the end.
            let open = cycles.dropLast().filter { !$0.isComplete }
            #expect(open.isEmpty)
            for (one, next) in zip(cycles, cycles.dropFirst()) {
                #expect(next.time_ms - one.time_ms == 300_000, "missed after \(one.time_ms)")
            }
            // Abstentions for want of fresh features belong to the market, not to the agents.
            for cause in Set(["timed_out", "no_agent", "unreachable"]).subtracting(causes) {
                let late = cycles.count { $0.record.contains(cause) }
                #expect(late == 0, "\(late) of \(cycles.count) cycles with \(cause)")
            }
        }

        @Test func aSecondAgentTakesOverAndTheFirstIsThereWhenItDies() async throws {
            let pipeline = Pipeline()
            // A cycle every three seconds, a third of which the models think: an agent lost is replaced within one.
            try pipeline.up(
                speed: 100,
                ["cycle.deadline_ms=2900", "fusion.agent_silence_ms=1000", "simulator.latency_ms=1000"]
            )
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: 2) != nil)
            #expect(try await pipeline.agent("deepseek", "1", becomes: "active", answers: 2) != nil)

            try pipeline.start(
                "qwen-agent",
                ["--take-over", "--account", "t", "--set", "market.symbols=BTCUSDT,ETHUSDT"]
            )

            let second = try await pipeline.agent("qwen", "2", becomes: "active", answers: 4)
            #expect(second != nil)
            let after = try await pipeline.agents().map { "\($0.slot)-\($0.instance) \($0.state)" }.sorted()
            #expect(after == ["deepseek-1 active", "qwen-1 standby", "qwen-2 active"])

            kill(try #require(pipeline.holder("qwen-agent", instance: "2")), SIGKILL)

            let first = try await pipeline.agent("qwen", "1", becomes: "active")
            let known = try #require(first).answers
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: known + 4) != nil)
            #expect(try await pipeline.down() == 0)
            try Self.expectNoneMissed(pipeline)
        }

        @Test func aStoppedAgentAbstainsAndComesBackWithoutALateTrade() async throws {
            let pipeline = Pipeline()
            try pipeline.up(speed: 150, ["cycle.deadline_ms=1000", "fusion.agent_silence_ms=4000"])
            #expect(try await pipeline.agent("deepseek", "1", becomes: "active", answers: 4) != nil)
            let pid = try #require(pipeline.holder("deepseek-agent"))
            let other = try #require(try await pipeline.agents().first { $0.slot == "qwen" }).answers

            kill(pid, SIGSTOP)
            // The other one goes on being asked: no stall.
            let isGoingOn = try await pipeline.agent("qwen", "1", becomes: "active", answers: other + 8)
            kill(pid, SIGCONT)

            #expect(isGoingOn != nil)
            let back = try #require(try await pipeline.agent("deepseek", "1", becomes: "active"))
            #expect(try await pipeline.agent("deepseek", "1", becomes: "active", answers: back.answers + 4) != nil)
            #expect(try await pipeline.down() == 0)
            try Self.expectNoneMissed(pipeline, butFor: ["timed_out", "no_agent"])
            // What the stopped agent said later changed no record: those cycles still say why it was not heard.
            #expect(try pipeline.cycles().contains { $0.record.contains("timed_out") })
            let verified = try await pipeline.run("tandem", ["verify", "--account", "t"])
            #expect(verified.status == 0, "\(verified)")
        }
    }
}
