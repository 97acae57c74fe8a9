import Foundation
import Glibc
import Testing

extension ProcessTests {
    /// The eight processes without supervisors, busy: a cycle five times a second, models that think for 100 ms.
    @Suite(.timeLimit(.minutes(4))) struct SigtermTests {
        private static let settings = [
            "market.symbols=BTCUSDT,ETHUSDT", "market.warm_up_days=10", "run.speed=1500", "monitor.port=0",
            "run.durability=normal", "simulator.latency_ms=100", "cost.skip_quiet=false", "cost.cache_minutes=0",
            "fusion.decision_ttl_seconds=0", "cycle.deadline_ms=1000",
        ]
        private static let limit = Duration.seconds(5)

        @Test(.enabled(if: Tools.areBuilt && Tools.hasMonitor))
        func everyProcessEndsInOrderAtOnceWhileTheOthersAreBusy() async throws {
            let pipeline = Pipeline()
            var running: [String: (process: Process, output: String)] = [:]
            for role in Tools.roles { running[role] = try Self.start(role, in: pipeline) }
            try await Self.awaitWork(pipeline)
            var slowest: (role: String, time: Duration) = ("", .zero)

            for role in Tools.roles {
                let (process, output) = try #require(running[role])
                let time = try await Self.end(process, role, output, pipeline)
                if time > slowest.time { slowest = (role, time) }
                running[role] = try Self.start(role, in: pipeline)
                try await Self.awaitWork(pipeline)
            }
            print("SIGTERM under load: slowest \(slowest.role), \(slowest.time)")

            // All of them at once, as when a machine is shut down.
            for (process, _) in running.values { process.terminate() }
            for role in Tools.roles {
                let (process, output) = try #require(running[role])
                _ = try await Self.end(process, role, output, pipeline)
            }
            let verified = try await pipeline.run("tandem", ["verify", "--account", "t"])
            #expect(verified.status == 0, "\(verified)")
        }

        private static func start(_ role: String, in pipeline: Pipeline) throws -> (process: Process, output: String) {
            try pipeline.start(role, ["--account", "t"] + settings.flatMap { ["--set", $0] })
        }

        /// Waits until both models have answered a few questions more.
        private static func awaitWork(_ pipeline: Pipeline) async throws {
            var known: [String: Int]?
            let isBusy = try await eventually(within: .seconds(60), every: .milliseconds(100)) { () -> Bool? in
                let answers = Dictionary(
                    try await pipeline.agents().map { ("\($0.slot)-\($0.instance)", $0.answers) }
                ) { $1 }
                guard answers.count == 2 else { return nil }
                // A fusion node or an agent that was started again counts from zero.
                let first = known ?? answers
                if known == nil || answers.contains(where: { $0.value < first[$0.key] ?? 0 }) { known = answers }
                return answers.allSatisfy { $0.value >= (first[$0.key] ?? 0) + 3 } ? true : nil
            }
            try #require(isBusy != nil, "the pipeline does not go on")
        }

        /// Sends SIGTERM and waits for the end.
        private static func end(
            _ process: Process,
            _ role: String,
            _ output: String,
            _ pipeline: Pipeline
        ) async throws -> Duration {
            let start = ContinuousClock.now
            process.terminate()
            let hasEnded = try await eventually(within: limit, every: .milliseconds(5)) {
                process.isRunning ? nil : true
            }
            let time = start.duration(to: .now)
            try #require(hasEnded != nil, "\(role) runs on \(limit) after SIGTERM: \(pipeline.text("\(output).err"))")
            #expect(process.terminationReason == .exit && process.terminationStatus == 0, "\(role): \(output).err")
            return time
        }
    }
}
