import Foundation
import Glibc
import Testing

extension ProcessTests {
    /// Live, the models are told what the broker says in time, and are asked without it when it says nothing.
    @Suite(.timeLimit(.minutes(3))) struct ToldAccountTests {
        private static func prompts(_ pipeline: Pipeline) throws -> [String] {
            let sql = "SELECT prompt FROM call WHERE channel = 'entry' ORDER BY position"
            return try StoredRows.read("\(pipeline.folder)/data/t/llm-qwen-1.sqlite", sql).map { $0[0].text }
        }

        @Test func aBrokerThatDoesNotAnswerDelaysNoCycle() async throws {
            let pipeline = Pipeline()
            try pipeline.up(
                speed: 300,
                ["market.symbols=BTCUSDT", "fusion.slots=qwen", "cost.skip_quiet=false", "fusion.entry_threshold=100"]
            )
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: 5) != nil)
            let broker = try #require(pipeline.holder("paper-broker"))
            kill(broker, SIGSTOP)
            let before = try await pipeline.agents().first { $0.slot == "qwen" }?.answers ?? 0
            try await Task.sleep(for: .seconds(6))
            let after = try await pipeline.agents().first { $0.slot == "qwen" }?.answers ?? 0
            kill(broker, SIGCONT)
            #expect(after >= before + 4, "\(after - before) answers in six cycles")
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: after + 4) != nil)
            #expect(try await pipeline.down() == 0)

            let told = try Self.prompts(pipeline).map { $0.contains("[account]\nused_percent: 0\nBTCUSDT: flat\n") }
            let blind = try Self.prompts(pipeline).filter { $0.contains("[account] n/a\n") }
            #expect(told.first == true && told.last == true, "\(told)")
            #expect((3...9).contains(blind.count) && blind.count + told.count { $0 } == told.count, "\(told)")
        }
    }
}
