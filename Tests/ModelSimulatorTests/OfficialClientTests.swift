import Foundation
import Testing
import TradingDomain

/// The providers' own clients accept the simulator. Runs where Python has them: `pip install openai dashscope`, and
/// `TANDEM_PEERS_PYTHON` names another interpreter than `python3`.
@Suite(.timeLimit(.minutes(1))) struct OfficialClientTests {
    static let python = ProcessInfo.processInfo.environment["TANDEM_PEERS_PYTHON"] ?? "python3"

    static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("peers/official_clients.py").path

    static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [python] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    static let hasClients = (try? run(["-c", "import openai, dashscope"]))?.status == 0

    @Test(.enabled(if: hasClients, "pip install openai dashscope")) func theyAcceptEveryReply() async throws {
        try await RunningSimulator.serve { running in
            let arguments = [Self.script, "http://127.0.0.1:\(running.port)", RunningSimulator.decision]
            // The interpreter blocks, so it waits on a thread of its own.
            let (status, output) = try await withCheckedThrowingContinuation { continuation in
                Thread.detachNewThread { continuation.resume(with: Result { try Self.run(arguments) }) }
            }
            #expect(status == 0, "\(output)")
        }
    }
}
