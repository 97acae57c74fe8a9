import Foundation
import Glibc
import Testing

extension ProcessTests {
    /// A fusion node that dies forgets nobody's role.
    @Suite(.timeLimit(.minutes(4))) struct RosterTests {
        @Test func rolesAreAsTheyWereAfterAKillOfTheFusionNode() async throws {
            let pipeline = Pipeline()
            try pipeline.up(speed: 300)
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: 2) != nil)
            for instance in ["2", "3", "4"] {
                try pipeline.start(
                    "qwen-agent",
                    ["--instance", instance, "--account", "t", "--set", "market.symbols=BTCUSDT,ETHUSDT"]
                )
                #expect(try await pipeline.agent("qwen", instance, becomes: "standby") != nil)
            }
            for (act, instance) in [("promote", "3"), ("demote", "1"), ("drain", "2")] {
                let ended = try await pipeline.run("tandem", ["agents", act, "qwen", instance, "--account", "t"])
                #expect(ended.status == 0, "\(ended)")
            }
            let roles = try await Self.roles(pipeline)
            #expect(
                roles == ["deepseek-1 active", "qwen-1 shadow", "qwen-2 draining", "qwen-3 active", "qwen-4 standby"]
            )

            for _ in 1...3 {
                let old = try #require(pipeline.holder("fusion-node"))
                kill(old, SIGKILL)
                let new = try await eventually { pipeline.holder("fusion-node").flatMap { $0 == old ? nil : $0 } }
                #expect(new != nil)
                // It counts answers from zero: each of those that are asked has registered and answered again.
                #expect(try await pipeline.agent("qwen", "3", becomes: "active", answers: 3) != nil)
                #expect(try await pipeline.agent("deepseek", "1", becomes: "active", answers: 3) != nil)
                #expect(try await pipeline.agent("qwen", "1", becomes: "shadow", answers: 3) != nil)
                #expect(try await Self.roles(pipeline) == roles)
            }

            // The order of the stand-bys stands too: nobody else may step in for the active one.
            kill(try #require(pipeline.holder("qwen-agent", instance: "3")), SIGKILL)
            #expect(try await pipeline.agent("qwen", "4", becomes: "active", answers: 2) != nil)
            #expect(try await pipeline.down() == 0)
        }

        private static func roles(_ pipeline: Pipeline) async throws -> [String] {
            try await pipeline.agents().map { "\($0.slot)-\($0.instance) \($0.state)" }.sorted()
        }
    }
}
