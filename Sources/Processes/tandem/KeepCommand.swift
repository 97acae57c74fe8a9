internal import ArgumentParser
internal import Foundation
internal import ProcessNotification
internal import Supervision

/// Supervises one process until it is told to stop.
struct KeepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keep",
        abstract: "Keep one process running: restart, graceful stop, swap. A Procfile line is made of this.",
        discussion: """
            Arguments it does not know go to the process. Control it with 'tandem ps', 'restart', 'stop', 'swap' and \
            'scale', or with signals: TERM stops both, USR1 swaps the process.
            """
    )

    @Argument(help: "The process: an executable beside this one, such as data-feeder.")
    var role: String

    @Option(name: .customLong("as"), help: "What to call it in 'tandem ps'. (default: the process)")
    var label: String?

    @Option(help: "How many instances to keep.")
    var count = 1

    @Option(help: "The number of the first instance.")
    var instance: Int?

    @OptionGroup
    var options: SupervisorOptions

    @Option(name: .customLong("data-dir"), help: "The folder of all accounts.")
    var dataDirectory: String?

    @Option(help: "The file that halts trading, written in a crash loop. (default: DATA-DIR/ACCOUNT/HALT)")
    var haltFile: String?

    @Option(name: .customLong("pass-env"), help: "A further environment variable that the process may see.")
    var passedVariables: [String] = []

    @Flag(help: "Go on when the process that started this one ends.")
    var outliveParent = false

    @Argument(parsing: .allUnrecognized, help: "What the process gets.")
    var arguments: [String] = []

    func run() throws {
        try CommandFailure.reported {
            // First of all, so that a signal that comes early still ends it in order.
            let signals = try SignalPipe.open()
            CrashPrivacy.forgetEnvironment()
            try Keep(settings()).run(signals: signals)
        }
    }

    private func settings() throws(SupervisionError) -> KeepSettings {
        let account = try RunDirectory.checked(account: options.account ?? "default")
        var forwarded = arguments.first == "--" ? Array(arguments.dropFirst()) : arguments
        if let account = options.account { forwarded += ["--account", account] }
        if let dataDirectory { forwarded += ["--data-dir", dataDirectory] }
        if let directory = options.runDirectory { forwarded += ["--run-dir", directory] }
        let name = try SupervisedName(role)
        return KeepSettings(
            name: try label.map(SupervisedName.init) ?? name,
            role: role,
            executable: try KeepSettings.executable(besideThis: name),
            arguments: forwarded,
            environment: ProcessInfo.processInfo.environment,
            passedVariables: passedVariables,
            runDirectory: try options.directory(),
            haltFile: HaltFile(path: haltFile ?? "\(dataDirectory ?? "data")/\(account)/HALT"),
            firstInstance: instance,
            count: count,
            endsWithParent: !outliveParent
        )
    }
}
