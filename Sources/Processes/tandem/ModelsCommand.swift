internal import ArgumentParser
internal import Operations
internal import Runtime

/// What the models' answers were worth.
struct ModelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "What the models' answers were worth.",
        subcommands: [ScoreCommand.self]
    )

    struct ScoreCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "score",
            abstract: "Each model's record by timeframe and regime, beside its static and adaptive weight.",
            discussion: """
                Made of the decisions on record alone, running or not. A forecast is a BUY or SELL when it was asked; it \
                is a hit when the price had moved that way at the horizon. BRIER is 0 for a perfect forecaster and 0.25 \
                for one that always says 50 %. Examples: 'tandem models score', 'tandem models score --reliability'.
                """
        )

        @Flag(help: "Show what was stated against what happened, in steps of ten percent.")
        var reliability = false

        @Flag(help: "Print one JSON object, with the reliability curves.")
        var json = false

        @OptionGroup var options: ProcessOptions

        func validate() throws {
            guard !(json && reliability) else {
                throw ValidationError("--json holds the reliability curves; leave out --reliability")
            }
        }

        func run() async throws {
            let form: ModelScoreDesk.Form = json ? .json : reliability ? .reliability : .table
            await ProcessHost.attach(.fusionNode, options) { context in
                print(try await ModelScoreDesk.score(form, context))
            }
        }
    }
}
