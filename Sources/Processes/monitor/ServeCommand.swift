internal import ArgumentParser
internal import MonitorService
internal import Runtime

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the page on this machine (the default).",
        discussion: "A second one beside the first: monitor --instance 2 --set monitor.port=8081"
    )

    @OptionGroup
    var options: ProcessOptions

    func run() async {
        await ProcessHost.run(.monitor, options) { context in try await MonitorNode(context).run() }
    }
}
