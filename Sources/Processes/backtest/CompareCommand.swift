internal import ArgumentParser
internal import BacktestReports
internal import Runtime

/// Two runs side by side.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Two runs side by side: what differs in how they were made, and in what came of them."
    )

    @Argument(help: ArgumentHelp("The folder of a run's --export, or its summary.json.", valueName: "A"))
    var first: String

    @Argument(help: ArgumentHelp("The other run's.", valueName: "B"))
    var second: String

    func run() throws {
        print(Comparison(try summary(first), try summary(second)).text)
    }

    private func summary(_ path: String) throws -> Summary {
        do {
            return try Summary(reading: path)
        } catch {
            ProcessHost.fail(
                "backtest",
                ProcessFailure(.data, "\(path): no summary of a run; name a folder that --export wrote")
            )
        }
    }
}
