internal import ArgumentParser
internal import MonitorService
internal import Runtime

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Print what every process does, once. Ends with 69 when nothing answers."
    )

    @OptionGroup
    var options: ProcessOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() async {
        let json = json
        await ProcessHost.attach(.monitor, options) { context in
            try await MonitorStatus.run(context, asJSON: json)
        }
    }
}
