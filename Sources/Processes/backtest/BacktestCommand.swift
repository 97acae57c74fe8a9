internal import ArgumentParser
internal import Backtesting
internal import Runtime

@main struct BacktestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "Runs every stage of the pipeline over stored or made-up candles, in one process.",
        discussion: """
            The ledger hash is that of `tandem replay` on the same candles and settings. Models are the simulated ones. \
            Ctrl-C ends with what is done and status 130.

            `backtest run` is meant where no command is named: backtest --synthetic --days 30
            """,
        subcommands: [RunCommand.self, CostCommand.self, CompareCommand.self, SweepCommand.self],
        defaultSubcommand: RunCommand.self
    )
}

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "One run, and on request its report."
    )

    @OptionGroup var market: MarketOptions
    @OptionGroup var options: RunOptions
    @OptionGroup var report: ReportOptions

    func run() throws {
        do {
            let isDone = try BacktestRun(market, options, report).printed()
            if !isDone { throw ExitCode(Interruption.exitStatus) }
        } catch let failure as ProcessFailure {
            ProcessHost.fail("backtest", failure)
        } catch let error as BacktestError {
            ProcessHost.fail("backtest", ProcessFailure(error.exitStatus, "\(error)"))
        }
    }
}
