import Foundation
import Glibc

/// A folder with an account `t` and what runs in it. All of it ends with this value.
final class Pipeline {
    struct Ended {
        let status: Int32
        let output: String
        let errors: String

        var lastLine: String { output.split(separator: "\n").last.map(String.init) ?? "" }
    }

    let folder: String
    private var started: [Process] = []
    private var runner: Process?
    private var count = 0

    init() {
        var template = Array("/tmp/tdm-XXXXXX".utf8CString)
        folder = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
    }

    deinit {
        for process in started where process.isRunning {
            // A stopped process takes no SIGTERM.
            kill(process.processIdentifier, SIGCONT)
            process.terminate()
            process.waitUntilExit()
        }
        guard ProcessInfo.processInfo.environment["TANDEM_KEEP_FOLDERS"] == nil else { return }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Starts an executable that goes on.
    @discardableResult
    func start(
        _ name: String,
        _ arguments: [String],
        environment: [String: String] = [:]
    ) throws -> (process: Process, output: String) {
        count += 1
        let output = "\(folder)/\(count)-\(name)"
        let process = try Tools.process(name, arguments, in: folder, output: output, environment: environment)
        try process.run()
        // The child has its own; Foundation cannot start a process beside a thousand open files.
        for case let handle as FileHandle in [process.standardOutput, process.standardError] { try? handle.close() }
        started.append(process)
        return (process, output)
    }

    /// Runs an executable to its end; one that does not end within `limit` is killed.
    func run(_ name: String, _ arguments: [String], within limit: Duration = .seconds(30)) async throws -> Ended {
        let (process, output) = try start(name, arguments)
        return try await end(of: process, output, within: limit)
    }

    func end(of process: Process, _ output: String, within limit: Duration) async throws -> Ended {
        let hasEnded = try await eventually(within: limit) { process.isRunning ? nil : true }
        if hasEnded == nil { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        return Ended(
            status: hasEnded == nil ? -1 : process.terminationStatus,
            output: text("\(output).out"),
            errors: text("\(output).err")
        )
    }

    /// Runs the repository's Procfile with `tandem up`: a synthetic market, paced.
    ///
    /// - Parameters:
    ///   - speed: seconds of event time in a second.
    ///   - settings: more of them, as `key=value`.
    /// - Throws: when the Procfile cannot be copied or `tandem` not started.
    func up(speed: Int, _ settings: [String] = []) throws {
        let procfile = try String(contentsOf: Tools.repository.appending(path: "Procfile"), encoding: .utf8)
        let lines = procfile.split(separator: "\n").filter { line in
            Tools.builtRoles.contains { line.hasPrefix("\($0):") }
        }
        try lines.joined(separator: "\n").write(toFile: "\(folder)/Procfile", atomically: true, encoding: .utf8)
        let all =
            [
                "market.symbols=BTCUSDT,ETHUSDT", "market.warm_up_days=10", "run.speed=\(speed)", "monitor.port=0",
                "run.durability=normal",
            ] + settings
        runner = try start("tandem", ["up", "--", "--account", "t"] + all.flatMap { ["--set", $0] }).process
    }

    /// Ends what ``up(speed:_:)`` has started.
    /// - Returns: the status of `tandem up`.
    func down() async throws -> Int32? {
        guard let runner else { return nil }
        runner.interrupt()
        guard try await eventually(within: .seconds(30), { runner.isRunning ? nil : true }) != nil else { return nil }
        return runner.terminationStatus
    }

    /// The process that holds a role, checked not to be a stranger with a reused number.
    func holder(_ role: String, instance: String = "1", account: String = "t") -> Int32? {
        let lock = text("\(folder)/run/\(account)/\(role)-\(instance).lock")
        guard let pid = Int32(lock.trimmingCharacters(in: .whitespacesAndNewlines)), pid > 1 else { return nil }
        let words = text("/proc/\(pid)/cmdline").split(separator: "\0")
        guard words.first?.hasSuffix("/\(role)") == true, state(of: pid) != "Z" else { return nil }
        let directory = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/cwd")
        guard words.contains(where: { $0.contains(folder) }) || directory?.hasPrefix(folder) == true else { return nil }
        return pid
    }

    func state(of pid: Int32) -> Character? {
        let text = text("/proc/\(pid)/stat")
        guard let bracket = text.lastIndex(of: ")") else { return nil }
        return text[bracket...].dropFirst(2).first
    }

    func text(_ path: String) -> String {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
