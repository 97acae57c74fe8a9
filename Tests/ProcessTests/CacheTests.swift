import Foundation
import Glibc
import Testing

extension ProcessTests {
    /// Cycles that follow each other faster than candles ask the same question: one reply answers it.
    @Suite(.timeLimit(.minutes(3))) struct CacheTests {
        @Test func anAgentThatIsKilledAsksNothingThatItHasTheAnswerTo() async throws {
            let pipeline = Pipeline()
            try pipeline.up(
                speed: 60,
                [
                    "market.symbols=BTCUSDT", "fusion.slots=qwen", "cycle.interval_seconds=60",
                    "fusion.decision_ttl_seconds=0", "cost.skip_quiet=false",
                ]
            )
            for _ in 1...4 {
                #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: 6) != nil)
                let pid = try #require(pipeline.holder("qwen-agent"))
                kill(pid, SIGKILL)
                let again = try await eventually { pipeline.holder("qwen-agent").flatMap { $0 == pid ? nil : $0 } }
                #expect(again != nil)
            }
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: 3) != nil)
            #expect(try await pipeline.down() == 0)

            let path = "\(pipeline.folder)/data/t/llm-qwen-1.sqlite"
            let asked = "SELECT prompt FROM call WHERE channel = 'entry' AND status = 200 ORDER BY position"
            let questions = try StoredRows.read(path, asked).map { row in
                row[0].text.split(separator: "\n").dropLast().joined(separator: "\n")
            }
            let cached = try StoredRows.read(path, "SELECT count(*) FROM unasked WHERE cached != ''")[0][0].integer
            #expect(questions.count > 5 && cached > 5, "\(questions.count) asked, \(cached) cached")
            #expect(Set(questions).count == questions.count, "\(questions.count - Set(questions).count) asked twice")
        }
    }
}
