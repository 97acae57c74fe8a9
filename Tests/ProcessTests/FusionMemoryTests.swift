import Foundation
import Glibc
import Testing

extension ProcessTests {
    /// What the fusion remembers of its own decisions survives its death: cool-downs, held answers, scores and weights.
    @Suite(.timeLimit(.minutes(10))) struct FusionMemoryTests {
        private struct Report: Decodable, Equatable {
            let cycles: Int
            let orders: Int
            let ledgerHash: String

            enum CodingKeys: String, CodingKey {
                case cycles, orders
                case ledgerHash = "ledger_hash"
            }
        }

        private static let days = 9

        /// Cycles closer than candles, extra ones by the price, and every rule that looks back on.
        private static let settings = [
            "cycle.interval_seconds=120", "cycle.trigger_basis_points=25", "fusion.minimum_hold_seconds=7200",
            "fusion.cool_down_seconds=3600", "fusion.adaptive_weights=true", "fusion.adaptive_samples=1",
            "fusion.adaptive_rate_permille=1000", "fusion.calibration=true", "fusion.calibration_samples=20",
        ]

        private static func arguments(_ pipeline: Pipeline) -> [String] {
            ["--json", "--data", "\(pipeline.folder)/candles", "--symbols", "BTCUSDT,ETHUSDT"]
                + settings.flatMap { ["--set", $0] }
        }

        private static func report(_ ended: Pipeline.Ended) throws -> Report {
            try #require(ended.status == 0, "\(ended.errors)\(ended.output)")
            return try JSONDecoder().decode(Report.self, from: Data(ended.lastLine.utf8))
        }

        @Test func aFusionNodeThatIsKilledDecidesAsOneThatIsNot() async throws {
            let pipeline = Pipeline()
            try MadeUpCandles.write(to: "\(pipeline.folder)/candles", days: Self.days, seed: 5)
            let known = try Self.report(
                try await pipeline.run("backtest", Self.arguments(pipeline), within: .seconds(120))
            )
            #expect(known.cycles > Self.days * 720, "the price has opened extra cycles")
            #expect(known.orders >= 3, "an account without trades would prove nothing")
            let (process, output) = try pipeline.start(
                "tandem",
                ["replay", "--account", "t"] + Self.arguments(pipeline)
            )
            var kills = 0
            while process.isRunning, kills < 6 {
                try await Task.sleep(for: .milliseconds(1_200))
                guard let pid = pipeline.holder("fusion-node"), kill(pid, SIGKILL) == 0 else { continue }
                kills += 1
            }
            let ended = try await pipeline.end(of: process, output, within: .seconds(400))
            #expect(try Self.report(ended) == known)
            #expect(kills >= 2)
            let score = try await pipeline.run("tandem", ["models", "score", "--json", "--account", "t"])
            #expect(score.status == 0, "\(score)")
            #expect(score.lastLine.contains(#""slot":"qwen""#))
        }
    }
}
