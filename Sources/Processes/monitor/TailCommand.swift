internal import ArgumentParser
internal import MonitorService
internal import Runtime

struct TailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail",
        abstract: "Print every event as it happens, until Ctrl-C."
    )

    @OptionGroup
    var options: ProcessOptions

    @Flag(help: "Print one JSON object a line: the topic, then the fields of tandem.v1.Event (docs/wire.md).")
    var json = false

    @Option(help: "Only this topic; may be repeated.")
    var topic: [Topic] = []

    func run() async {
        let (json, topic) = (json, topic)
        await ProcessHost.attach(.monitor, options) { context in
            try await MonitorTail.run(context, topics: topic, asJSON: json)
        }
    }
}

extension Topic: ExpressibleByArgument {}
