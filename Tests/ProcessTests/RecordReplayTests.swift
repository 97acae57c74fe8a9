import Foundation
import Testing

extension ProcessTests {
    /// What models said once answers the same questions again, and a decision is explained from what was stored.
    @Suite(.timeLimit(.minutes(10))) struct RecordReplayTests {
        private static func market(_ pipeline: Pipeline) -> [String] {
            ["--json", "--data", "\(pipeline.folder)/candles", "--symbols", "BTCUSDT,ETHUSDT"]
        }

        private static func hash(_ ended: Pipeline.Ended) throws -> String {
            struct Report: Decodable { let ledger_hash: String }
            try #require(ended.status == 0, "\(ended.errors)\(ended.output)")
            return try JSONDecoder().decode(Report.self, from: Data(ended.lastLine.utf8)).ledger_hash
        }

        @Test func aRecordedRunIsRepeatedWithoutAModelAndAMissEndsIt() async throws {
            let pipeline = Pipeline()
            try MadeUpCandles.write(to: "\(pipeline.folder)/candles", days: 12, seed: 3)
            let market = Self.market(pipeline)
            let recorded = ["--recorded", "data/first"]
            let first = try await pipeline.run(
                "tandem",
                ["replay", "--account", "first"] + market + ["--set", "qwen.strong_model=qwen-plus"],
                within: .seconds(300)
            )
            let hash = try Self.hash(first)

            // The simulator would answer otherwise: every answer of its own takes longer than the whole run may.
            let again = try await pipeline.run(
                "tandem",
                ["replay", "--account", "again"] + market + recorded + ["--set", "simulator.latency_ms=60000"],
                within: .seconds(300)
            )
            #expect(try Self.hash(again) == hash)
            let tested = try await pipeline.run(
                "backtest",
                market + recorded + ["--models", "replay"],
                within: .seconds(120)
            )
            #expect(try Self.hash(tested) == hash)
            // The prompts are those of the processes to the byte, what the account held included.
            #expect(tested.lastLine.contains("\"other_accounts\":0,"), "\(tested.lastLine)")
            try Self.expectToldOfTheAccount(pipeline)
            let careful = ["--models", "replay", "--set", "risk.per_symbol_percent=5"]
            let other = try await pipeline.run("backtest", market + recorded + careful, within: .seconds(120))
            #expect(try Self.hash(other) != hash)
            #expect(!other.lastLine.contains("\"other_accounts\":0,"), "\(other.lastLine)")
            // What was repeated is a recording too.
            let second = ["--models", "replay", "--recorded", "data/again"]
            #expect(try Self.hash(try await pipeline.run("backtest", market + second, within: .seconds(120))) == hash)

            let later = ["--from", "2023-11-16"]
            let missed = try await pipeline.run("backtest", market + later + ["--models", "replay"] + recorded)
            #expect(missed.status == 65 && missed.errors.contains("/direction: no reply is recorded"), "\(missed)")
            let stopped = try await pipeline.run(
                "tandem",
                ["replay", "--account", "missed"] + market + later + recorded,
                within: .seconds(120)
            )
            #expect(stopped.status == 1 && stopped.errors.contains("halted"), "\(stopped)")
            #expect(pipeline.text("\(pipeline.folder)/data/missed/run.log").contains("no reply is recorded"))
            let nothing = try await pipeline.run(
                "backtest",
                market + ["--models", "replay", "--recorded", "data/none"]
            )
            #expect(nothing.status == 65 && nothing.errors.contains("llm-deepseek-1.sqlite"), "\(nothing)")

            try await Self.expectExplained(pipeline, account: "first")
            let cost = try await pipeline.run("tandem", ["cost", "--account", "first", "--by", "choice"])
            for words in ["deepseek the only model", "qwen usual", "qwen near_stop"] {
                #expect(cost.output.contains(words), "\(cost)")
            }
        }

        /// The prompts that the agents stored say what was held, and that it was flat.
        private static func expectToldOfTheAccount(_ pipeline: Pipeline) throws {
            let path = "\(pipeline.folder)/data/first/llm-qwen-1.sqlite"
            let sql = "SELECT prompt FROM call WHERE channel = 'entry' ORDER BY position"
            let prompts = try StoredRows.read(path, sql).map { $0[0].text }
            #expect(prompts.count > 10 && prompts.allSatisfy { $0.contains("[account]\nused_percent: ") })
            #expect(prompts.contains { $0.contains("USDT: flat\n") })
            #expect(prompts.contains { $0.contains(": long size_percent ") || $0.contains(": short size_percent ") })
        }

        /// An order of the run, from its question to its fill.
        private static func expectExplained(_ pipeline: Pipeline, account: String) async throws {
            let sql = "SELECT record FROM cycle ORDER BY position"
            let path = "\(pipeline.folder)/data/\(account)/decisions.sqlite"
            let record = try #require(
                try StoredRows.read(path, sql).map { $0[0].text }.first { $0.contains("Z/BTCUSDT/open") }
            )
            let match = try #require(record.firstMatch(of: /20[0-9:TZ-]+Z\/BTCUSDT/)).output
            let text = try await pipeline.run("tandem", ["explain", String(match), "--account", account])
            #expect(text.status == 0, "\(text)")
            for words in [
                "direction", "deepseek-1: deepseek-flash (SIMULATED)", "(SIMULATED) (chosen: ",
                "vote", "approved open", "fill (open)", "USD",
            ] {
                #expect(text.output.contains(words), "\(words) is not in \(text.output)")
            }
            let parts = match.split(separator: "/").map(String.init)
            let json = try await pipeline.run("tandem", ["explain"] + parts + ["--json", "--account", account])
            let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
            let answers = try #require(object?["answers"] as? [[String: Any]])
            #expect(answers.count == 4)
            let calls = answers.compactMap { ($0["calls"] as? [[String: Any]])?.first }
            #expect(calls.count == 4 && calls.allSatisfy { ($0["arguments"] as? String)?.contains("BTCUSDT") == true })
            #expect(calls.allSatisfy { ($0["prompt"] as? String)?.contains("clock: 20") == true })
            let none = try await pipeline.run(
                "tandem",
                ["explain", "2023-11-20T00:01:00Z/BTCUSDT", "--account", account]
            )
            #expect(none.status == 65 && none.errors.contains("no completed cycle"), "\(none)")
        }
    }
}
