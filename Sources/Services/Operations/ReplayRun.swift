internal import Foundation
package import Runtime
internal import TradingDomain
internal import WireFormat
internal import ZeroMQBus

/// A replay from its start to its report: a fresh account, the eight processes under supervision, the end of the
/// stored candles, a clean stop.
package struct ReplayRun: Sendable {
    package let options: ProcessOptions
    /// The `tandem` executable that supervises.
    private let tandem: String
    private let isQuiet: Bool

    /// - Parameters:
    ///   - options: account, settings and folders; the settings already name the candles.
    ///   - tandem: path of this program.
    ///   - isQuiet: no progress line.
    package init(options: ProcessOptions, tandem: String, isQuiet: Bool) {
        self.options = options
        self.tandem = tandem
        self.isQuiet = isQuiet
    }

    /// Writes the run's settings and Procfile into the new account's folder.
    /// - Throws: ``ProcessFailure`` for an account that is there already, or settings that are refused.
    package func prepare() throws(ProcessFailure) {
        let paths = options.paths
        let found = (try? FileManager.default.contentsOfDirectory(atPath: paths.data)) ?? []
        guard !found.contains(where: { $0.hasSuffix(".sqlite") || $0 == "HALT" }) else {
            throw ProcessFailure(
                .data,
                "account '\(options.account)' is not empty; a replay needs a fresh one: choose another --account "
                    + "or remove \(paths.data)"
            )
        }
        let settings = try options.settings()
        try paths.make()
        let folder = URL(fileURLWithPath: paths.data).path
        let words = [
            "--account", options.account, "--config", "\(folder)/run.yaml",
            "--data-dir", URL(fileURLWithPath: options.dataDirectory).path,
            "--run-dir", URL(fileURLWithPath: paths.run).path,
        ]
        guard words.allSatisfy({ !$0.contains(" ") }) else {
            throw ProcessFailure(.configuration, "a folder's path has a blank, which a Procfile line cannot hold")
        }
        let shards = settings.integer("features.shards")
        let lines = Role.allCases.map { role in
            let count = role == .featureWorker && shards > 1 ? " --count \(shards)" : ""
            return "\(role.rawValue): exec tandem keep \(role.rawValue)\(count) \(words.joined(separator: " "))\n"
        }
        do {
            try settings.yaml.write(toFile: "\(folder)/run.yaml", atomically: true, encoding: .utf8)
            try lines.joined().write(toFile: "\(folder)/Procfile", atomically: true, encoding: .utf8)
        } catch {
            throw ProcessFailure(.cannotCreate, "\(folder) cannot be written: \(error.localizedDescription)")
        }
    }

    /// Runs to the end of the candles.
    /// - Throws: ``ProcessFailure`` when trading was halted or a process will not run; what is wrong stands in the log.
    package func run(_ context: ProcessContext) async throws -> RunReport {
        let folder = URL(fileURLWithPath: options.paths.data).path
        let log = "\(folder)/run.log"
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        let runner = Process()
        runner.executableURL = URL(fileURLWithPath: tandem)
        runner.arguments = ["up", "--procfile", "\(folder)/Procfile"]
        let output = FileHandle(forWritingAtPath: log)
        runner.standardInput = FileHandle.nullDevice
        runner.standardOutput = output
        runner.standardError = output
        try runner.run()
        defer {
            if runner.isRunning { runner.terminate() }
            runner.waitUntilExit()
        }
        var follower = try ReplayFollower(context, isQuiet: isQuiet)
        while try await !follower.hasEnded() {
            guard runner.isRunning else { throw ProcessFailure(.failure, "the processes have ended; see \(log)") }
            if let text = try? String(contentsOfFile: options.paths.haltFile, encoding: .utf8) {
                throw ProcessFailure(.failure, "trading was halted (\(text.prefix(200))); see \(log)")
            }
            try await context.loop.sleep(milliseconds: 200)
        }
        var report = try await follower.report()
        report.account = options.account
        return report
    }
}

extension ReplayRun {
    /// The settings that make the models' answers those of an earlier run.
    package static func overrides(recorded: String) -> [String] {
        ["models.mode=replay", "models.recorded=\(URL(fileURLWithPath: recorded).path)"]
    }

    /// The settings of a replay by a clock, before a person's own: calls a minute are meant for a market at its own pace.
    package static func overrides(speed: Int) -> [String] {
        ["run.speed=\(speed)", "models.calls_per_minute=60000"]
    }

    /// The settings that make a run a replay of stored candles.
    package static func overrides(
        data: String,
        symbols: String,
        interval: String,
        from: String?,
        to: String?
    ) -> [String] {
        [
            "run.durability=normal", "market.source=files",
            "market.path=\(URL(fileURLWithPath: data).path)", "market.symbols=\(symbols)",
            "market.interval=\(interval)",
            "market.from=\(from ?? "")", "market.to=\(to ?? "")", "monitor.port=0",
        ]
    }
}
