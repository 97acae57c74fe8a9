internal import ArgumentParser
internal import FeatureService
internal import Runtime

@main struct FeatureWorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feature-worker",
        abstract: "Turns candles into features, as of every tick."
    )

    @OptionGroup var options: ProcessOptions

    @Option(
        help: "The part of the instruments this worker answers for, as I/N. (default: INSTANCE-1 of features.shards)"
    )
    var shard: String?

    func run() async {
        await ProcessHost.run(.featureWorker, options) { context in
            let standard = "\((Int(context.instance) ?? 1) - 1)/\(context.settings.integer("features.shards"))"
            try await FeatureNode(context, shard: try Shard(parsing: shard ?? standard)).run()
        }
    }
}
