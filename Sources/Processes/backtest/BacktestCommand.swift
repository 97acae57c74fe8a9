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
            """
    )

    @OptionGroup var market: MarketOptions
    @OptionGroup var options: RunOptions

    func validate() throws {
        guard market.data != nil || market.isSynthetic else {
            throw ValidationError("name candles with --data PATH, or make them up with --synthetic")
        }
        guard market.data == nil || !market.isSynthetic else {
            throw ValidationError("--data and --synthetic exclude each other")
        }
    }

    func run() throws {
        do {
            let isDone = try BacktestRun(market, options).printed()
            if !isDone { throw ExitCode(Interruption.exitStatus) }
        } catch let failure as ProcessFailure {
            ProcessHost.fail("backtest", failure)
        } catch let error as BacktestError {
            ProcessHost.fail("backtest", ProcessFailure(error.exitStatus, "\(error)"))
        }
    }
}
