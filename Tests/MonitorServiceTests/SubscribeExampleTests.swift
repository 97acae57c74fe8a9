import Foundation
import Testing
import TradingDomain
import WireFormat
import ZeroMQBus

/// `examples/subscribe.py`, where Python has pyzmq (`pip install pyzmq`; `TANDEM_PYTHON` names another Python).
@Suite(.timeLimit(.minutes(1))) struct SubscribeExampleTests {
    private static let python = ProcessInfo.processInfo.environment["TANDEM_PYTHON"] ?? "python3"
    private static let example = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "examples/subscribe.py").path

    private static func start(_ arguments: [String], output: FileHandle) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [python] + arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    private static let hasZeroMQ: Bool = {
        guard let process = try? start(["-c", "import zmq"], output: .nullDevice) else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    @Test(.enabled(if: hasZeroMQ)) func fortyLinesFollowAProcess() async throws {
        let base = "/tmp/tandem-example-\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(
            atPath: base,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        defer { try? FileManager.default.removeItem(atPath: base) }
        let (path, printed) = ("\(base)/risk-gate-1.events", "\(base)/printed.txt")
        #expect(FileManager.default.createFile(atPath: printed, contents: nil))
        let process = try Self.start(
            [Self.example, path, "state"],
            output: try #require(FileHandle(forWritingAtPath: printed))
        )
        defer {
            // It was started from a thread that blocks SIGTERM, and has inherited that.
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        let line = try await BusLoop.run(name: "example") { loop -> String? in
            let publisher = try Publisher(loop: loop, bind: try .ipc(path: path), limits: .events)
            for sequence: UInt64 in 1...1_000 {
                try publisher.publish(topic: "state", body: Self.event(sequence))
                try publisher.publish(topic: "other", body: [0xFF])
                try await loop.sleep(milliseconds: 20)
                let text = (try? String(contentsOfFile: printed, encoding: .utf8)) ?? ""
                if let end = text.firstIndex(of: "\n") { return String(text[..<end]) }
            }
            return nil
        }
        let words = try #require(line).split(separator: " ")
        #expect(words.count == 5)
        #expect(words.first == "state" && words[1] == "risk-gate-1" && words.last == "bytes")
        #expect(UInt64(words[2].dropFirst()) != nil && words[3] == "\(Self.event(1).count)")
    }

    private static func event(_ sequence: UInt64) -> [UInt8] {
        let body = Tandem_V1_Event.OneOf_Body.tradingState(.active, reason: "résumé")
        return WireFormat.encode(
            Tandem_V1_Event(role: "risk-gate", instance: "1", epoch: 3, sequence: sequence % 100, body: body)
        )
    }
}
