internal import ArgumentParser
internal import BrokerService
internal import Runtime

@main struct PaperBrokerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "paper-broker",
        abstract: "Executes approved orders on paper and keeps exact books."
    )

    @OptionGroup var options: ProcessOptions

    func run() async {
        await ProcessHost.run(.paperBroker, options) { context in
            try await BrokerNode(context).run()
        }
    }
}
