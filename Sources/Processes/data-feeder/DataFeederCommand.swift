internal import ArgumentParser
internal import FeederService
internal import Runtime

@main struct DataFeederCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data-feeder",
        abstract: "Feeds the market: stored candles or the built-in synthetic market, as one numbered log."
    )

    @OptionGroup var options: ProcessOptions

    func run() async {
        await ProcessHost.run(.dataFeeder, options) { context in
            try await FeederNode(context).run()
        }
    }
}
