internal import ArgumentParser

@main
struct MonitorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "monitor",
        abstract: "Watches a run: a web page, a tail of events, a status. Any number may; losing one changes nothing.",
        subcommands: [ServeCommand.self, TailCommand.self, StatusCommand.self],
        defaultSubcommand: ServeCommand.self
    )
}
