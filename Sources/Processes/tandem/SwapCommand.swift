internal import ArgumentParser
internal import Supervision

struct SwapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "swap",
        abstract: "Replace a process by a new one, without a gap where the role allows two at once.",
        discussion: """
            Agents and feature workers overlap: the new one is started with --take-over, and the old one ends once it is \
            ready. If it never is, the old one goes on. Every other process holds an exclusive lock: it is stopped \
            gracefully and started at once. What follows '--' goes to the new process.
            """
    )

    @Argument(help: "The process, as 'tandem ps' names it.")
    var name: String

    @Option(help: "Only this instance.")
    var instance: Int?

    @Option(help: "How long to wait until it is done, in seconds.")
    var wait = 40

    @OptionGroup
    var options: SupervisorOptions

    @Argument(parsing: .postTerminator, help: "Further arguments of the new process.")
    var arguments: [String] = []

    func run() throws {
        let request = ControlRequest(.swap, instance: instance, arguments: arguments)
        try options.perform(name, request, within: .seconds(wait), done: "swapped")
    }
}
