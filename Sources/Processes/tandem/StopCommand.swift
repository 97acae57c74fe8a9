internal import ArgumentParser
internal import Supervision

struct StopCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop",
        abstract: "Stop a process. Its supervisor stays; 'tandem restart' starts it again."
    )

    @Argument(help: "The process, as 'tandem ps' names it.")
    var name: String

    @Option(help: "Only this instance.")
    var instance: Int?

    @OptionGroup
    var options: SupervisorOptions

    func run() throws {
        let request = ControlRequest(.stop, instance: instance)
        try options.perform(name, request, within: .seconds(15), done: "stopped")
    }
}
