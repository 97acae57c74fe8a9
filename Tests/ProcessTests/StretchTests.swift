import Foundation
import Testing

extension ProcessTests {
    /// One stage logic, no second code path: a backtest, a replay through the processes, and a run through the
    /// processes by a clock, as a live one is, write the same books.
    ///
    /// `TANDEM_STRETCHES=1` runs it on five stretches of real candles too, where they lie beside the repository; that
    /// takes an hour.
    @Suite(.timeLimit(.minutes(60))) struct StretchTests {
        private static let candles = Tools.repository.resolvingSymlinksInPath()
            .appending(path: "../shared/data/market/spot-2022-12_2023-10").standardized.path

        private static let isAsked =
            ProcessInfo.processInfo.environment["TANDEM_STRETCHES"] != nil
            && FileManager.default.fileExists(atPath: candles)

        private static let hasBacktest = FileManager.default.isExecutableFile(
            atPath: Tools.folder.appending(path: "backtest").path
        )

        /// Seconds of event time in a second: faster than cycles complete, so that the clock waits for each.
        private static let speed = 100_000

        private struct Report: Decodable, Equatable {
            let cycles: Int
            let decisions: Int
            let orders: Int
            let fills: Int
            let ledgerHash: String
            let finalEquity: String

            enum CodingKeys: String, CodingKey {
                case cycles, decisions, orders, fills
                case ledgerHash = "ledger_hash"
                case finalEquity = "final_equity"
            }
        }

        /// The winter's range, a rally, the halt of 2023-03-24, a crash of June, and a quiet autumn.
        private static let stretches = [
            ("2022-12-01", "2022-12-25"), ("2023-01-10", "2023-02-03"), ("2023-03-05", "2023-03-29"),
            ("2023-05-25", "2023-06-18"), ("2023-08-30", "2023-09-23"),
        ]

        private func report(
            _ pipeline: Pipeline,
            _ name: String,
            _ arguments: [String],
            within limit: Duration
        ) async throws -> Report {
            let ended = try await pipeline.run(name, arguments, within: limit)
            try #require(ended.status == 0, "\(ended.errors)\(ended.output)")
            return try JSONDecoder().decode(Report.self, from: Data(ended.lastLine.utf8))
        }

        /// Runs the same candles in the three ways, one after the other.
        private func reports(_ pipeline: Pipeline, _ market: [String]) async throws -> [Report] {
            var reports: [Report] = []
            reports.append(try await report(pipeline, "backtest", market, within: .seconds(600)))
            let replay = ["replay", "--account", "t"] + market
            reports.append(try await report(pipeline, "tandem", replay, within: .seconds(1_500)))
            // Undisturbed is: no process is too late, however busy the machine.
            let patience = [
                "cycle.deadline_ms=60000", "models.call_timeout_ms=50000", "fusion.agent_silence_ms=60000",
            ].flatMap { ["--set", $0] }
            let paced = ["replay", "--account", "live", "--speed", "\(Self.speed)"] + market + patience
            reports.append(try await report(pipeline, "tandem", paced, within: .seconds(1_500)))
            return reports
        }

        @Test(.enabled(if: Tools.areBuilt && hasBacktest))
        func aBacktestAReplayAndARunByTheClockWriteTheSameBooks() async throws {
            let pipeline = Pipeline()
            try MadeUpCandles.write(to: "\(pipeline.folder)/candles", days: 12, seed: 3)
            let market = ["--json", "--data", "\(pipeline.folder)/candles", "--symbols", "BTCUSDT,ETHUSDT"]
            let all = try await reports(pipeline, market)
            #expect(all[0] == all[1] && all[0] == all[2], "\(all)")
            #expect(all[0].fills > 0, "books without a fill would prove little")
        }

        /// What the models are shown is another market; what is traded is the same in a replay and in a backtest.
        @Test(.enabled(if: Tools.areBuilt && hasBacktest))
        func maskedPromptsDecideTheSameInABacktest() async throws {
            let pipeline = Pipeline()
            try MadeUpCandles.write(to: "\(pipeline.folder)/candles", days: 11, seed: 3)
            let market = ["--json", "--data", "\(pipeline.folder)/candles", "--symbols", "BTCUSDT,ETHUSDT"]
            let masked = market + ["--set", "models.masked=true"]
            let replay = try await report(
                pipeline,
                "tandem",
                ["replay", "--account", "t"] + masked,
                within: .seconds(400)
            )
            let backtest = try await report(pipeline, "backtest", masked, within: .seconds(200))
            #expect(replay == backtest)
            let sql = "SELECT CAST(prompt AS BLOB) FROM call"
            let prompts = try StoredRows.read("\(pipeline.folder)/data/t/llm-qwen-1.sqlite", sql).map { $0[0].text }
            #expect(prompts.count > 10)
            #expect(prompts.allSatisfy { $0.contains("MARKET01") && !$0.contains("USDT") && !$0.contains("2023-") })
        }

        @Test(
            .enabled(if: isAsked && Tools.areBuilt && hasBacktest),
            arguments: stretches,
            ["BTCUSDT", "BTCUSDT,ETHUSDT,SOLUSDT"]
        )
        func soTheyDoOnRealCandles(stretch: (from: String, to: String), symbols: String) async throws {
            let pipeline = Pipeline()
            let market = [
                "--json", "--data", Self.candles, "--symbols", symbols, "--from", stretch.from, "--to", stretch.to,
            ]
            let all = try await reports(pipeline, market)
            #expect(all[0] == all[1] && all[0] == all[2], "\(all)")
            #expect(all[0].fills > 0, "books without a fill would prove little")
            print("\(stretch.from) to \(stretch.to), \(symbols): \(all[0].fills) fills, \(all[0].ledgerHash)")
        }
    }
}
