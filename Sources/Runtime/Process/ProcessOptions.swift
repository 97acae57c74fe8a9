package import ArgumentParser
internal import Foundation

/// The options that every process of the pipeline takes.
package struct ProcessOptions: ParsableArguments, Sendable {
    @Option(help: "The account whose books are kept, in data/ACCOUNT.")
    package var account = "default"

    @Option(help: "A YAML file of settings; see config/tandem.yaml. Without it the embedded defaults are used.")
    package var config: String?

    @Option(name: .customLong("set"), help: "One setting as key=value; may be repeated.")
    package var overrides: [String] = []

    @Option(help: "The number of this instance of its role.")
    package var instance = "1"

    @Option(name: .customLong("data-dir"), help: "The folder of all accounts.")
    package var dataDirectory = "data"

    @Option(name: .customLong("run-dir"), help: "The folder of sockets and locks. (default: run/ACCOUNT)")
    package var runDirectory: String?

    package init() {}

    package func validate() throws {
        guard account.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9_.-]{0,40}/) != nil else {
            throw ValidationError(
                "--account was '\(account.prefix(60))'; allowed are letters, digits, _ . and -, at most 41"
            )
        }
        guard instance.wholeMatch(of: /[A-Za-z0-9_-]{1,20}/) != nil else {
            throw ValidationError(
                "--instance was '\(instance.prefix(60))'; allowed are letters, digits, _ and -, at most 20"
            )
        }
    }

    /// The settings of this run.
    /// - Throws: ``ProcessFailure`` with every problem at once.
    package func settings() throws(ProcessFailure) -> Settings {
        do {
            return try Settings(
                file: config,
                environment: ProcessInfo.processInfo.environment,
                overrides: overrides
            )
        } catch {
            throw ProcessFailure(.configuration, "\(error)")
        }
    }

    package var paths: RunPaths {
        RunPaths(data: "\(dataDirectory)/\(account)", run: runDirectory ?? "run/\(account)")
    }
}
