import Foundation
import Glibc
import Testing

extension ProcessTests {
    /// What halts trading halts it, and goes on halting it.
    @Suite(.timeLimit(.minutes(4))) struct HaltTests {
        /// Cycle times of the orders in the books, and whether each opens a position; only after `down()`.
        private static func orders(_ pipeline: Pipeline) throws -> [(time: String, isOpening: Bool)] {
            let entries = try StoredRows.read("\(pipeline.folder)/data/t/ledger.sqlite", "SELECT id FROM order_index")
            return entries.map { row in
                (String(row[0].text.prefix(20)), row[0].text.hasSuffix("/open"))
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

        /// Records that say that the gate refused because trading is halted.
        private static func refusals(_ pipeline: Pipeline) throws -> [Pipeline.StoredCycle] {
            try pipeline.cycles().filter { $0.record.contains("HALTED") }
        }

        @Test func aHaltOutlivesTheGateAndEndsByAPersonsAct() async throws {
            let pipeline = Pipeline()
            // Fast, and quick to enter: opening orders come all the time.
            try pipeline.up(speed: 3_000, ["fusion.entry_threshold=10", "risk.orders_per_hour=1000"])
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: 10) != nil)

            let halted = try await pipeline.run("tandem", ["halt", "--account", "t", "--reason", "a test"])
            #expect(halted.status == 0 && halted.output.contains("halted"), "\(halted)")
            try await Self.wait(40, pipeline)
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
            let refused = try Self.refusals(pipeline)
            #expect(refused.count > 1, "nothing was proposed while halted")
            let (first, last) = (try #require(refused.first).time_ms, try #require(refused.last).time_ms)
            let format = ISO8601DateFormatter()
            let between = try Self.orders(pipeline).filter { order in
                let time_ms = Int64((format.date(from: order.time)?.timeIntervalSince1970 ?? 0) * 1_000)
                return order.isOpening && (first...last).contains(time_ms)
            }
            #expect(between.isEmpty, "opening orders while halted: \(between)")
            #expect(try Self.orders(pipeline).contains(where: \.isOpening), "the account never traded")
        }

        @Test func theHaltFileWorksWithEveryProcessDown() async throws {
            let pipeline = Pipeline()
            try FileManager.default.createDirectory(
                atPath: "\(pipeline.folder)/data/t",
                withIntermediateDirectories: true
            )
            let halted = try await pipeline.run("tandem", ["halt", "--account", "t", "--reason", "before the start"])
            #expect(halted.status == 0, "\(halted)")
            try pipeline.up(speed: 3_000, ["fusion.entry_threshold=10"])
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: 60) != nil)
            #expect(try await pipeline.down() == 0)

            #expect(try Self.orders(pipeline).isEmpty)
            #expect(try Self.acts(pipeline).contains { $0.contains("before the start") })
            #expect(try !Self.refusals(pipeline).isEmpty, "nothing was proposed")
        }
    }
}
