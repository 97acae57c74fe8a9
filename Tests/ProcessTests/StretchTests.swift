import Foundation
import Testing

extension ProcessTests {
    /// One stage logic, no second code path: a backtest and a replay through the processes write the same books.
    ///
    /// Takes minutes: `TANDEM_STRETCHES=1` runs it, on real candles where they lie beside the repository.
    @Suite(.timeLimit(.minutes(30))) struct StretchTests {
        private static let candles = Tools.repository.resolvingSymlinksInPath()
            .appending(path: "../shared/data/market/spot-2022-12_2023-10").standardized.path

        private static let isAsked =
            ProcessInfo.processInfo.environment["TANDEM_STRETCHES"] != nil
            && FileManager.default.fileExists(atPath: candles)

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

        @Test(
            .enabled(if: isAsked && Tools.areBuilt),
            arguments: stretches,
            ["BTCUSDT", "BTCUSDT,ETHUSDT,SOLUSDT"]
        )
        func aBacktestIsAReplay(stretch: (from: String, to: String), symbols: String) async throws {
            let pipeline = Pipeline()
            let market = [
                "--json", "--data", Self.candles, "--symbols", symbols, "--from", stretch.from, "--to", stretch.to,
            ]
            let replay = try await pipeline.run("tandem", ["replay", "--account", "t"] + market, within: .seconds(900))
            try #require(replay.status == 0, "\(replay.errors)\(replay.output)")
            let backtest = try await pipeline.run("backtest", market, within: .seconds(300))
            try #require(backtest.status == 0, "\(backtest.errors)\(backtest.output)")
            let reports = try [replay, backtest].map {
                try JSONDecoder().decode(Report.self, from: Data($0.lastLine.utf8))
            }
            #expect(reports[0] == reports[1])
            #expect(reports[0].fills > 0, "books without a fill would prove little")
            print("\(stretch.from) to \(stretch.to), \(symbols): \(reports[1].fills) fills, \(reports[1].ledgerHash)")
        }
    }
}
