import Foundation
import Testing

extension ProcessTests {
    /// Nothing lost, nothing twice: whatever is killed, and whenever, the books are the same.
    @Suite(.timeLimit(.minutes(30))) struct ChaosTests {
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

        /// `TANDEM_CHAOS_KILLS` for more of them.
        private static let kills = Int(ProcessInfo.processInfo.environment["TANDEM_CHAOS_KILLS"] ?? "") ?? 100
        private static let days = 14

        private static func arguments(_ pipeline: Pipeline, account: String) -> [String] {
            [
                "replay", "--json", "--account", account, "--data", "\(pipeline.folder)/candles", "--symbols",
                "BTCUSDT,ETHUSDT",
            ]
        }

        private static func report(_ ended: Pipeline.Ended) throws -> Report {
            try #require(ended.status == 0, "\(ended.errors)\(ended.output)")
            return try JSONDecoder().decode(Report.self, from: Data(ended.lastLine.utf8))
        }

        @Test func killsAtRandomMomentsChangeNothingInTheBooks() async throws {
            let pipeline = Pipeline()
            try MadeUpCandles.write(to: "\(pipeline.folder)/candles", days: Self.days, seed: 3)
            let calm = try Self.report(
                try await pipeline.run(
                    "tandem",
                    Self.arguments(pipeline, account: "calm"),
                    within: .seconds(600)
                )
            )
            #expect(calm.cycles == Self.days * 288)
            #expect(calm.fills >= 10, "an account without trades would prove nothing")
            var (done, inFlight) = (0, 0)
            var killed: Set<String> = []
            var round = 0
            while done < Self.kills {
                round += 1
                let account = "chaos\(round)"
                let (process, output) = try pipeline.start("tandem", Self.arguments(pipeline, account: account))
                var schedule = KillSchedule(seed: UInt64(round), mostKills: Self.kills - done)

                try await schedule.disturb(process, pipeline, account: account)

                print("chaos round \(round): \(schedule.summary)")
                let ended = try await pipeline.end(of: process, output, within: .seconds(600))
                #expect(try Self.report(ended) == calm)
                let verified = try await pipeline.run("tandem", ["verify", "--json", "--account", account])
                #expect(verified.status == 0 && verified.output.contains(calm.ledgerHash), "\(verified)")
                done += schedule.total
                inFlight += schedule.inFlight
                killed.formUnion(schedule.kills.keys)
                try #require(schedule.total > 0, "nothing was there to be killed")
            }
            #expect(killed == Set(Tools.builtRoles))
            #expect(inFlight * 10 >= done * 9, "\(inFlight) of \(done) kills had cycles under way")
        }
    }
}
