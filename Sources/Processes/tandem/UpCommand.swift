internal import ArgumentParser
internal import Foundation
internal import ProcessNotification
internal import Supervision

/// Runs a Procfile.
struct UpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Run the Procfile: every process, one merged log. Ctrl-C ends all.",
        discussion: """
            Reads .env beside the Procfile, and runs there. Options after '--' are added to every line, such as \
            'tandem up -- --account test'.
            """
    )

    @Option(help: "The Procfile.")
    var procfile = "Procfile"

    @Argument(
        parsing: .captureForPassthrough,
        help: ArgumentHelp("Only these lines of it; after '--', what is added to every line.", valueName: "name")
    )
    var words: [String] = []

    private var names: [String] { Array(words.prefix { $0 != "--" }) }
    private var extraArguments: [String] { Array(words.dropFirst(names.count + 1)) }

    func validate() throws {
        if names.contains("--help") || names.contains("-h") { throw CleanExit.helpRequest(self) }
        guard let option = names.first(where: { $0.hasPrefix("-") }) else { return }
        throw ValidationError("unknown option '\(option)'; options of the processes stand after '--'")
    }

    func run() throws {
        let succeeded = try CommandFailure.reported {
            let signals = try SignalPipe.open()
            CrashPrivacy.forgetEnvironment()
            let entries = try Procfile(contentsOfFile: procfile).entries(named: names)
            let own = try KeepSettings.ownExecutable().path
            let folder = URL(fileURLWithPath: procfile).deletingLastPathComponent().path
            guard FileManager.default.changeCurrentDirectoryPath(folder) else {
                throw SupervisionError.system(call: "chdir", path: folder, cause: "not possible")
            }
            let inherited = ProcessInfo.processInfo.environment
            let runner = ProcfileRunner(
                entries: entries,
                extraArguments: extraArguments,
                environment: try EnvironmentFile(contentsOfFile: ".env").merged(under: inherited),
                ownExecutable: own,
                isColoured: isatty(STDOUT_FILENO) == 1 && inherited["NO_COLOR", default: ""].isEmpty
            )
            return runner.run(signals: signals)
        }
        if !succeeded { throw ExitCode(1) }
    }
}
