import ArgumentParser
import Foundation
import Glibc
import Logging
import TradingDomain
import WireFormat
import ZeroMQBus

@testable import Runtime

/// A folder with an account `t`, the real `risk-gate` in it, and peers that the test plays. All of it ends with this value.
///
/// `@unchecked`: one test makes it and uses it on its own loop.
final class GateRun: @unchecked Sendable {
    let folder: String
    let loop: BusLoop
    let broker: FakeBroker
    private let settings: [String]
    private var processes: [Process] = []
    private(set) var gate: Process?

    /// - Parameters:
    ///   - loop: the test's own; the peers live on it.
    ///   - settings: for the gate, as `key=value`.
    /// - Throws: when a folder or a socket cannot be made.
    init(_ loop: BusLoop, _ settings: [String] = []) async throws {
        var template = Array("/tmp/tdm-gate-XXXXXX".utf8CString)
        folder = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? "/tmp"
        }
        self.loop = loop
        self.settings = settings
        broker = try FakeBroker(try GateRun.context(.paperBroker, loop, folder))
        await broker.start()
    }

    deinit {
        for process in processes where process.isRunning {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        try? FileManager.default.removeItem(atPath: folder)
    }

    var haltFile: String { "\(folder)/data/t/HALT" }

    static func context(_ role: Role, _ loop: BusLoop, _ folder: String, _ settings: [String] = []) throws
        -> ProcessContext
    {
        let words = arguments(folder, settings)
        let options = try ProcessOptions.parse(words)
        try options.paths.make()
        return ProcessContext(
            role: role,
            options: options,
            settings: try options.settings(),
            epoch: 1,
            loop: loop,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            notifier: nil
        )
    }

    private static func arguments(_ folder: String, _ settings: [String]) -> [String] {
        let all = ["run.durability=normal", "run.log_level=error", "market.symbols=BTCUSDT,ETHUSDT,SOLUSDT"] + settings
        return ["--account", "t", "--data-dir", "\(folder)/data", "--run-dir", "\(folder)/run"]
            + all.flatMap { ["--set", $0] }
    }

    func context(_ role: Role) throws -> ProcessContext { try GateRun.context(role, loop, folder, settings) }

    /// The folder of the test bundle, where the executables are too.
    static let executables: URL = {
        if let path = ProcessInfo.processInfo.environment["TANDEM_BIN"] { return URL(filePath: path) }
        let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "/"
        return URL(filePath: bundle).deletingLastPathComponent()
    }()

    static var isBuilt: Bool {
        ["risk-gate", "monitor", "tandem"].allSatisfy {
            FileManager.default.isExecutableFile(atPath: executables.appending(path: $0).path)
        }
    }

    @discardableResult
    func start(_ name: String = "risk-gate", _ more: [String] = []) throws -> Process {
        let process = process(name, Self.arguments(folder, settings + more))
        try process.run()
        processes.append(process)
        if name == "risk-gate" { gate = process }
        return process
    }

    /// What a person types: `tandem halt`, from its start to its end.
    /// - Returns: its exit status.
    func haltByCommand() async throws -> Int32 {
        let folders = ["--account", "t", "--data-dir", "\(folder)/data", "--run-dir", "\(folder)/run"]
        let process = process("tandem", ["halt", "--reason", "a trial"] + folders)
        return try await withCheckedThrowingContinuation { ended in
            process.terminationHandler = { ended.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { ended.resume(throwing: error) }
        }
    }

    private func process(_ name: String, _ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = Self.executables.appending(path: name)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        return process
    }

    /// `kill -9`, and the end of it.
    func killGate() {
        guard let gate else { return }
        kill(gate.processIdentifier, SIGKILL)
        gate.waitUntilExit()
    }

    func client() throws -> ServiceClient { try ServiceClient(try context(.fusionNode), to: .riskGate) }
}

extension ServiceClient {
    /// The gate's word on proposals, in the order of symbols.
    func propose(_ cycle: CycleID, _ proposals: [Proposal]) async throws -> [Verdict] {
        try await word(cycle, proposals).domain().verdicts
    }

    /// The same as it travelled.
    func word(_ cycle: CycleID, _ proposals: [Proposal]) async throws -> Tandem_V1_Verdicts {
        let deadline_ms = BusLoop.monotonicMilliseconds() + 20_000
        let reply = try await ask(.propose(cycle, proposals), attemptTimeout_ms: 5_000, deadline_ms: deadline_ms)
        guard case .verdicts(let verdicts) = reply else { throw WireError.unexpected(what: "no verdicts") }
        return verdicts
    }

    /// The gate's state and its reason.
    func risk(_ request: Tandem_V1_Request.OneOf_Body = .risk) async throws -> (state: String, reason: String) {
        let deadline_ms = BusLoop.monotonicMilliseconds() + 20_000
        guard case .risk(let risk) = try await ask(request, attemptTimeout_ms: 2_000, deadline_ms: deadline_ms) else {
            throw WireError.unexpected(what: "no state")
        }
        return (risk.state, risk.reason)
    }
}

extension Verdict {
    var code: Refusal.Code? { if case .refused(let refusal) = outcome { refusal.code } else { nil } }
    var order: Order? { if case .approved(let order) = outcome { order } else { nil } }
}
