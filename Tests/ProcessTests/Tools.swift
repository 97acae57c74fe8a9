import Foundation

/// The executables under test.
enum Tools {
    static let roles = [
        "llm-simulator", "data-feeder", "feature-worker", "deepseek-agent", "qwen-agent", "fusion-node", "risk-gate",
        "paper-broker", "monitor",
    ]

    /// `TANDEM_BIN`, or the folder of the test bundle.
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["TANDEM_BIN"] { return URL(filePath: path) }
        let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "/"
        return URL(filePath: bundle).deletingLastPathComponent()
    }()

    static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static var areBuilt: Bool { has("tandem") && roles.allSatisfy { $0 == "monitor" || has($0) } }
    static var hasMonitor: Bool { has("monitor") }

    /// The roles that a Procfile here can have.
    static var builtRoles: [String] { roles.filter(has) }

    private static func has(_ name: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: folder.appending(path: name).path)
    }

    /// A tool with files in place of the terminal; no key and no setting of the developer's reaches it.
    static func process(
        _ name: String,
        _ arguments: [String],
        in folder: String,
        output: String,
        environment: [String: String] = [:]
    ) throws -> Process {
        let process = Process()
        process.executableURL = self.folder.appending(path: name)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder].merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        for suffix in ["out", "err"] {
            _ = FileManager.default.createFile(atPath: "\(output).\(suffix)", contents: nil)
        }
        process.standardOutput = FileHandle(forWritingAtPath: "\(output).out")
        process.standardError = FileHandle(forWritingAtPath: "\(output).err")
        return process
    }
}

/// Waits until `condition` gives a value, at most `limit`.
func eventually<Value>(
    within limit: Duration = .seconds(20),
    every pause: Duration = .milliseconds(20),
    _ condition: () async throws -> Value?
) async throws -> Value? {
    let deadline = ContinuousClock.now.advanced(by: limit)
    while ContinuousClock.now < deadline {
        if let value = try await condition() { return value }
        try await Task.sleep(for: pause)
    }
    return nil
}
