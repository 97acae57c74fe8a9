internal import ArgumentParser
internal import FusionService
internal import Runtime

@main struct FusionNodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fusion-node",
        abstract: "Schedules the decision cycles, asks the models, votes, fuses, and keeps the record."
    )

    @OptionGroup var options: ProcessOptions

    func run() async {
        await ProcessHost.run(.fusionNode, options) { context in
            try await FusionNode(context).run()
        }
    }
}
