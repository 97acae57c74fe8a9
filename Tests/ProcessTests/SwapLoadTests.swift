import Foundation
import Glibc
import Testing

extension ProcessTests {
    /// Agents of a slot take over from each other and die, again and again, while a replay runs.
    @Suite(.timeLimit(.minutes(30))) struct SwapLoadTests {
        private struct Report: Decodable, Equatable {
            let cycles: Int
            let decisions: Int
            let orders: Int
            let fills: Int
            let ledgerHash: String

            enum CodingKeys: String, CodingKey {
                case cycles, decisions, orders, fills
                case ledgerHash = "ledger_hash"
            }
        }

        /// Take-overs; after every fourth the active agent is killed. `TANDEM_SWAPS=200` for the full load.
        private static let swaps = Int(ProcessInfo.processInfo.environment["TANDEM_SWAPS"] ?? "") ?? 8

        /// Nine until the indicators are warm, and more than the swaps last at the latency that each call is given.
        private static var days: Int { 13 + swaps / 5 }

        @Test func takeOversAndKillsOfTheActiveAgentLoseNothingAndDoubleNothing() async throws {
            let pipeline = Pipeline()
            try MadeUpCandles.write(to: "\(pipeline.folder)/candles", days: Self.days, seed: 5)
            let calm = try Self.report(
                try await pipeline.run("tandem", Self.arguments(pipeline, "calm"), within: .seconds(600))
            )
            #expect(calm.cycles == Self.days * 288)
            let slow = ["--set", "simulator.latency_ms=15"]
            let (replay, output) = try pipeline.start("tandem", Self.arguments(pipeline, "load") + slow)
            var crew = Crew(pipeline: pipeline, account: "load")
            try await crew.awaitFirst()

            for number in 1...Self.swaps {
                try #require(replay.isRunning, "the replay ended after \(number - 1) take-overs; give it more days")
                try await crew.takeOver()
                if number % 4 == 0 { try await crew.killActive() }
            }

            #expect(replay.isRunning, "every take-over was under load")
            let ended = try await pipeline.end(of: replay, output, within: .seconds(900))
            print("swap load: \(crew.takeOvers) take-overs, \(crew.kills) kills, \(calm)")
            #expect(try Self.report(ended) == calm)
            try Self.expectEachCycleOnce(pipeline, calm)
        }

        private static func arguments(_ pipeline: Pipeline, _ account: String) -> [String] {
            [
                "replay", "--json", "--account", account, "--data", "\(pipeline.folder)/candles", "--symbols",
                "BTCUSDT,ETHUSDT",
            ]
        }

        private static func report(_ ended: Pipeline.Ended) throws -> Report {
            try #require(ended.status == 0, "\(ended.errors)\(ended.output)")
            return try JSONDecoder().decode(Report.self, from: Data(ended.lastLine.utf8))
        }

        /// The files say so too: every tick has one complete cycle, and both accounts decided the same in each.
        private static func expectEachCycleOnce(_ pipeline: Pipeline, _ calm: Report) throws {
            let records = try ["calm", "load"].map { account in
                try StoredRows.read(
                    "\(pipeline.folder)/data/\(account)/decisions.sqlite",
                    "SELECT time_ms, is_complete, record FROM cycle ORDER BY position"
                )
            }
            #expect(records[1].count == calm.cycles)
            for (one, next) in zip(records[1], records[1].dropFirst()) {
                #expect(next[0].integer - one[0].integer == 300_000, "missed after \(one[0].integer)")
            }
            #expect(records[0] == records[1])
        }
    }

    /// The agents of the slot `qwen` beside the one that the replay itself supervises.
    private struct Crew {
        let pipeline: Pipeline
        let account: String
        private(set) var takeOvers = 0
        private(set) var kills = 0
        /// Own ones that run, the active one last.
        private var running: [(instance: String, process: Process)] = []

        init(pipeline: Pipeline, account: String) {
            self.pipeline = pipeline
            self.account = account
        }

        /// Waits until the models are asked in each cycle.
        func awaitFirst() async throws {
            let active = try await eventually(within: .seconds(120)) {
                try await pipeline.agents(account: account).first { $0.slot == "qwen" && $0.answers > 20 }
            }
            try #require(active != nil, "nobody was asked")
        }

        /// One more agent, which takes over at once; the one before the last may go.
        mutating func takeOver() async throws {
            let instance = "\(takeOvers + 2)"
            let (process, _) = try pipeline.start(
                "qwen-agent",
                [
                    "--take-over", "--instance", instance, "--account", account, "--config",
                    "data/\(account)/run.yaml",
                ]
            )
            takeOvers += 1
            running.append((instance, process))
            let active = try await eventually(within: .seconds(30)) {
                try await pipeline.agents(account: account).first { $0.instance == instance && $0.state == "active" }
            }
            try #require(active != nil, "instance \(instance) did not become active")
            while running.count > 2 {
                let (_, old) = running.removeFirst()
                old.terminate()
                old.waitUntilExit()
                #expect(old.terminationStatus == 0)
            }
        }

        /// `kill -9` of the active one; another must step in.
        mutating func killActive() async throws {
            let (instance, process) = running.removeLast()
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            kills += 1
            let next = try await eventually(within: .seconds(30)) {
                try await pipeline.agents(account: account).first {
                    $0.slot == "qwen" && $0.instance != instance && $0.state == "active"
                }
            }
            try #require(next != nil, "nobody stepped in for \(instance)")
        }
    }
}
