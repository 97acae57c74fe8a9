internal import ArgumentParser
internal import Supervision

struct RestartCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restart",
        abstract: "Stop a process and start it again; also one that failed or was stopped."
    )

    @Argument(help: "The process, as 'tandem ps' names it.")
    var name: String

    @Option(help: "Only this instance.")
    var instance: Int?

    @Option(help: "How long to wait until it is ready, in seconds.")
    var wait = 30

    @OptionGroup
    var options: SupervisorOptions

    func run() throws {
        let request = ControlRequest(.restart, instance: instance)
        try options.perform(name, request, within: .seconds(wait), done: "restarted")
    }
}
