import Foundation
import Glibc
import Testing

extension ProcessTests {
    /// The example agent takes a slot over while the pipeline runs; where Python has pyzmq.
    @Suite(.timeLimit(.minutes(3))) struct PythonAgentTests {
        /// `TANDEM_PEERS_PYTHON`, or the one in the path.
        private static let python: String? = {
            let named = ProcessInfo.processInfo.environment["TANDEM_PEERS_PYTHON"]
            return [named, "/usr/bin/python3", "/usr/local/bin/python3"].compactMap { $0 }.first { path in
                let process = Process()
                process.executableURL = URL(filePath: path)
                process.arguments = ["-c", "import zmq"]
                process.standardError = FileHandle.nullDevice
                guard (try? process.run()) != nil else { return false }
                process.waitUntilExit()
                return process.terminationStatus == 0
            }
        }()

        @Test(.enabled(if: python != nil, "python3 with pyzmq is not here"))
        func itRegistersAnswersAndIsSwappedInLive() async throws {
            let pipeline = Pipeline()
            try pipeline.up(speed: 600)
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: 2) != nil)
            let example = Tools.repository.appending(path: "examples/python-agent/agent.py")
            let lines = try String(contentsOf: example, encoding: .utf8).split(
                separator: "\n",
                omittingEmptySubsequences: false
            )
            #expect(lines.count <= 100)
            let process = Process()
            process.executableURL = URL(filePath: try #require(Self.python))
            process.arguments = [
                example.path, "--run-dir", "\(pipeline.folder)/run/t", "--slot", "qwen", "--take-over",
            ]
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            // Foundation's child inherits a mask that blocks SIGTERM here.
            defer { kill(process.processIdentifier, SIGKILL) }

            let python = try await pipeline.agent("qwen", "python", becomes: "active", answers: 6)

            #expect(python != nil)
            #expect(
                try await pipeline.agents().contains {
                    $0.slot == "qwen" && $0.instance == "1" && $0.state == "standby"
                }
            )
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            #expect(try await pipeline.agent("qwen", "1", becomes: "active") != nil)
            #expect(try await pipeline.down() == 0)
            let words = try pipeline.cycles().map(\.record).filter { $0.contains("price against its EMA20") }
            #expect(words.count >= 2, "its answers were weighed")
        }
    }
}
