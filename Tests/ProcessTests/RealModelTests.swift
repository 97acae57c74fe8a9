import Foundation
import Testing

extension ProcessTests {
    /// Real models in a backtest: a budget stops it, the same command goes on, and nothing is paid twice.
    @Suite(.timeLimit(.minutes(10))) struct RealModelTests {
        private static let hasBacktest = FileManager.default.isExecutableFile(
            atPath: Tools.folder.appending(path: "backtest").path
        )

        private struct Report: Decodable {
            let hash: String

            enum CodingKeys: String, CodingKey { case hash = "ledger_hash" }
        }

        private static func hash(_ ended: Pipeline.Ended) throws -> String {
            try #require(ended.status == 0, "\(ended.errors)\(ended.output)")
            return try JSONDecoder().decode(Report.self, from: Data(ended.lastLine.utf8)).hash
        }

        /// Calls and their cost in 1e-9 USD, of both slots.
        private static func paid(_ pipeline: Pipeline) throws -> (calls: Int64, cost: Int64) {
            let sql = "SELECT count(*), coalesce(sum(coalesce(cost_nano_usd, reserved_nano_usd)), 0) FROM call"
            var sum: (calls: Int64, cost: Int64) = (0, 0)
            for slot in ["deepseek", "qwen"] {
                let row = try #require(try StoredRows.read("\(pipeline.folder)/calls/llm-\(slot)-1.sqlite", sql).first)
                sum = (sum.calls + row[0].integer, sum.cost + row[1].integer)
            }
            return sum
        }

        @Test(.enabled(if: Tools.areBuilt && hasBacktest))
        func aBacktestWithRealModelsStopsAtItsBudgetAndGoesOnWithoutPayingTwice() async throws {
            let pipeline = Pipeline()
            try MadeUpCandles.write(to: "\(pipeline.folder)/candles", days: 11, seed: 3)
            let market = ["--json", "--data", "\(pipeline.folder)/candles", "--symbols", "BTCUSDT,ETHUSDT"]
            let simulated = try Self.hash(try await pipeline.run("backtest", market, within: .seconds(200)))

            let port = Int.random(in: 20_000...29_999)
            let (server, _) = try pipeline.start("llm-simulator", ["--account", "s", "--port", "\(port)"])
            let base = "http://127.0.0.1:\(port)"
            let real =
                market + ["--models", "real", "--calls", "calls"]
                + [
                    "deepseek.base_url=\(base)", "qwen.base_url=\(base)/compatible-mode/v1",
                ].flatMap { ["--set", $0] }
            let unsaid = try await pipeline.run("backtest", real, within: .seconds(200))
            #expect(unsaid.status == 64 && unsaid.errors.contains("--budget"), "\(unsaid)")

            let stopped = try await pipeline.run("backtest", real + ["--budget", "0.01"], within: .seconds(300))
            #expect(stopped.status == 69 && stopped.errors.contains("the budget of 0.0100 USD is spent"), "\(stopped)")
            let part = try Self.paid(pipeline)
            #expect(part.calls > 3 && part.cost <= 10_000_000, "\(part)")

            let whole = try await pipeline.run("backtest", real + ["--budget", "5"], within: .seconds(300))
            #expect(try Self.hash(whole) == simulated)
            let all = try Self.paid(pipeline)
            #expect(all.calls > part.calls && all.cost > part.cost)

            // Nobody answers any more, and nobody has to.
            server.terminate()
            server.waitUntilExit()
            let again = try await pipeline.run("backtest", real + ["--budget", "5"], within: .seconds(300))
            #expect(try Self.hash(again) == simulated)
            #expect(try Self.paid(pipeline) == all)
            let replayed = try await pipeline.run(
                "backtest",
                market + ["--models", "replay", "--recorded", "calls"],
                within: .seconds(300)
            )
            #expect(try Self.hash(replayed) == simulated)
        }
    }
}
