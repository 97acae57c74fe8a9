import Foundation
import Glibc
import Testing

extension ProcessTests {
    /// Instances that share a slot's load.
    @Suite(.timeLimit(.minutes(10))) struct SharingTests {
        private struct Report: Decodable, Equatable {
            let cycles: Int
            let orders: Int
            let ledgerHash: String

            enum CodingKeys: String, CodingKey {
                case cycles, orders
                case ledgerHash = "ledger_hash"
            }
        }

        private static func report(_ ended: Pipeline.Ended) throws -> Report {
            try #require(ended.status == 0, "\(ended.errors)\(ended.output)")
            return try JSONDecoder().decode(Report.self, from: Data(ended.lastLine.utf8))
        }

        @Test func twoInstancesDecideAsOneAlsoWhenTheyDie() async throws {
            let pipeline = Pipeline()
            try MadeUpCandles.write(to: "\(pipeline.folder)/candles", days: 13, seed: 5)
            let arguments = [
                "replay", "--json", "--data", "\(pipeline.folder)/candles", "--symbols", "BTCUSDT,ETHUSDT",
            ]
            let alone = try Self.report(
                try await pipeline.run("tandem", arguments + ["--account", "alone"], within: .seconds(300))
            )
            #expect(alone.orders >= 3, "an account without trades would prove nothing")
            let slow = ["--set", "simulator.latency_ms=15", "--account", "t"]
            let (replay, output) = try pipeline.start("tandem", arguments + slow)
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: 20) != nil)
            for instance in ["2", "3", "4"] {
                let (sharer, _) = try pipeline.start(
                    "qwen-agent",
                    ["--share", "--instance", instance, "--account", "t", "--config", "data/t/run.yaml"]
                )
                #expect(try await pipeline.agent("qwen", instance, becomes: "active", answers: 40) != nil)
                let first = try #require(try await pipeline.agent("qwen", "1", becomes: "active"))
                let goesOn = try await pipeline.agent("qwen", "1", becomes: "active", answers: first.answers + 40)
                #expect(goesOn != nil, "both are asked")
                if instance == "3" { kill(try #require(pipeline.holder("qwen-agent")), SIGKILL) }
                kill(sharer.processIdentifier, instance == "4" ? SIGTERM : SIGKILL)
            }
            #expect(replay.isRunning, "all of it was under load")
            #expect(try Self.report(try await pipeline.end(of: replay, output, within: .seconds(400))) == alone)
        }

        @Test func scalingUpAndDownAndADeadInstanceMissNoCycle() async throws {
            let pipeline = Pipeline()
            // A cycle every three seconds, a third of which the models think: a dead one's part is answered within one.
            try pipeline.up(
                speed: 100,
                ["cycle.deadline_ms=2900", "fusion.agent_silence_ms=1000", "simulator.latency_ms=1000"]
            )
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: 2) != nil)
            let scaled = try await pipeline.run("tandem", ["scale", "qwen-agent=3", "--account", "t"])
            #expect(scaled.status == 0, "\(scaled)")
            for instance in ["1", "2", "3"] {
                let sharer = try #require(try await pipeline.agent("qwen", instance, becomes: "active"))
                let goesOn = try await pipeline.agent("qwen", instance, becomes: "active", answers: sharer.answers + 3)
                #expect(goesOn != nil)
            }

            kill(try #require(pipeline.holder("qwen-agent", instance: "2")), SIGKILL)
            #expect(try await pipeline.agent("qwen", "2", becomes: "active", answers: 2) != nil)
            let back = try await pipeline.run("tandem", ["scale", "qwen-agent=1", "--account", "t"])
            #expect(back.status == 0, "\(back)")
            let first = try #require(try await pipeline.agent("qwen", "1", becomes: "active"))
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: first.answers + 4) != nil)

            #expect(try await pipeline.agents().filter { $0.slot == "qwen" }.map(\.instance) == ["1"])
            #expect(try await pipeline.down() == 0)
            try SwapTests.expectNoneMissed(pipeline)
        }

        private static let alwaysAsked = [
            "cost.skip_quiet=false", "cost.cache_minutes=0", "fusion.decision_ttl_seconds=0",
        ]

        @Test func anAgentWithoutAModelIsCalledRulesAndCostsNothing() async throws {
            let pipeline = Pipeline()
            try pipeline.up(speed: 300, Self.alwaysAsked)
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: 2) != nil)
            let (agent, _) = try pipeline.start(
                "qwen-agent",
                [
                    "--model", "rules", "--take-over", "--account", "t", "--set", "market.symbols=BTCUSDT,ETHUSDT",
                    "--set", "qwen.base_url=http://127.0.0.1:1",
                ] + Self.alwaysAsked.flatMap { ["--set", $0] }
            )
            #expect(try await pipeline.agent("qwen", "2", becomes: "active", answers: 6) != nil)
            let listed = try await pipeline.run("tandem", ["agents", "--account", "t"])
            #expect(
                listed.output.split(separator: "\n").contains { $0.contains(" rules ") && !$0.contains("simulated") }
            )
            agent.terminate()
            agent.waitUntilExit()
            #expect(try await pipeline.down() == 0)

            let calls = try StoredRows.read(
                "\(pipeline.folder)/data/t/llm-qwen-2.sqlite",
                "SELECT model, cost_nano_usd, failure FROM call"
            )
            #expect(calls.count > 5)
            #expect(calls.allSatisfy { $0[0].text == "rules" && $0[1].integer == 0 && $0[2] == .null })
        }
    }
}
