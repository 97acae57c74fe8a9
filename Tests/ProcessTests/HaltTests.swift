import Foundation
import Glibc
import Testing

extension ProcessTests {
    /// What halts trading halts it, and goes on halting it.
    @Suite(.timeLimit(.minutes(4))) struct HaltTests {
        /// Fast, and quick to enter: opening orders come all the time.
        private static let eager = [
            "fusion.entry_threshold=31", "risk.orders_per_hour=1000", "risk.orders_per_day=10000",
            "risk.losses_in_a_row=1000", "fusion.cool_down_seconds=0", "fusion.minimum_hold_seconds=0",
            "market.symbols=BTCUSDT,ETHUSDT,SOLUSDT,BNBUSDT,XRPUSDT,DOGEUSDT",
        ]

        /// What the gate judged, in order; only after `down()`.
        private static func judged(_ pipeline: Pipeline) throws -> [(isRefusedAsHalted: Bool, opens: Bool)] {
            let sql = "SELECT verdicts, orders FROM judged ORDER BY position"
            return try StoredRows.read("\(pipeline.folder)/data/t/risk.sqlite", sql).map {
                ($0[0].text.contains("HALTED"), $0[1].text.contains("/open"))
            }
        }

        /// Waits until so many cycles more have been answered by both models.
        private static func wait(_ answers: Int, _ pipeline: Pipeline) async throws {
            let known = try await pipeline.agents().first { $0.slot == "qwen" }?.answers ?? 0
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: known + answers) != nil)
        }

        private static func acts(_ pipeline: Pipeline) throws -> [String] {
            try StoredRows.read("\(pipeline.folder)/data/t/risk.sqlite", "SELECT kind, reason FROM act ORDER BY number")
                .map { "\($0[0].text): \($0[1].text)" }
        }

        @Test func aHaltOutlivesTheGateAndEndsByAPersonsAct() async throws {
            let pipeline = Pipeline()
            try pipeline.up(speed: 700, Self.eager)
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: 1) != nil)

            let halted = try await pipeline.run("tandem", ["halt", "--account", "t", "--reason", "a test"])
            #expect(halted.status == 0 && halted.output.contains("halted"), "\(halted)")
            try await Self.wait(60, pipeline)
            let gate = try #require(pipeline.holder("risk-gate"))
            kill(gate, SIGKILL)
            #expect(try await eventually { pipeline.holder("risk-gate").flatMap { $0 == gate ? nil : $0 } } != nil)
            try await Self.wait(40, pipeline)
            let resumed = try await pipeline.run("tandem", ["resume", "--account", "t", "--reason", "it passed"])
            #expect(resumed.status == 0 && resumed.output.contains("active"), "\(resumed)")
            try await Self.wait(60, pipeline)
            #expect(try await pipeline.down() == 0)

            let acts = try Self.acts(pipeline)
            #expect(acts.first?.hasPrefix("halt: a test") == true && acts.last == "resume: it passed", "\(acts)")
            let judged = try Self.judged(pipeline)
            let refused = judged.indices.filter { judged[$0].isRefusedAsHalted }
            try #require(!refused.isEmpty, "nothing was proposed while halted")
            let (first, last) = (refused[0], refused[refused.count - 1])
            let opened = judged[first...last].count(where: \.opens)
            #expect(opened == 0, "\(opened) cycles opened while halted")
            let traded = judged.contains(where: \.opens)
            #expect(traded, "the account never traded")
        }

        @Test func theHaltFileWorksWithEveryProcessDown() async throws {
            let pipeline = Pipeline()
            try FileManager.default.createDirectory(
                atPath: "\(pipeline.folder)/data/t",
                withIntermediateDirectories: true
            )
            let halted = try await pipeline.run("tandem", ["halt", "--account", "t", "--reason", "before the start"])
            #expect(halted.status == 0, "\(halted)")
            try pipeline.up(speed: 700, Self.eager)
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: 60) != nil)
            #expect(try await pipeline.down() == 0)

            let judged = try Self.judged(pipeline)
            let opened = judged.count { $0.opens }
            #expect(opened == 0)
            #expect(try Self.acts(pipeline).contains { $0.contains("before the start") })
            let refused = judged.count { $0.isRefusedAsHalted }
            #expect(refused > 0, "nothing was proposed")
        }
    }
}
