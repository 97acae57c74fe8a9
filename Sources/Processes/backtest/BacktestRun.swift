internal import Backtesting
internal import MarketDataFeeds
internal import Runtime
internal import StageSettings
internal import TradingDomain

/// One backtest of the command line: its settings, its candles, its end.
struct BacktestRun {
    private let market: MarketOptions
    private let run: RunOptions
    private let settings: Settings

    /// - Throws: ``ProcessFailure`` with every problem of the settings.
    init(_ market: MarketOptions, _ run: RunOptions) throws {
        self.market = market
        self.run = run
        settings = try run.process(market.overrides).settings()
    }

    /// Runs it and prints what came of it.
    /// - Returns: `false` when it was interrupted.
    func printed() throws -> Bool {
        let start = ContinuousClock.now
        let stages = try BacktestSettings(settings)
        let input = try MarketInput(settings)
        var isDone = false
        let result: BacktestResult
        let clock = ContinuousClock()
        switch input.source {
        case .files(var files):
            var tape = try read(&files)
            var backtest = try Backtest(stages, log: input.log, ledgerPath: try run.ledgerPath())
            Interruption.begin()
            let line = ProgressLine(total: tape.candles.count)
            isDone = try backtest.run(&tape, while: line.mayGoOn)
            line.clear()
            result = try backtest.close()
        case .synthetic(var synthetic):
            let days = settings.integer("market.warm_up_days") + Int64(market.days)
            let count = Int(days * 86_400_000 / synthetic.timeframe.milliseconds) * synthetic.symbols.count
            var backtest = try Backtest(stages, log: input.log, ledgerPath: try run.ledgerPath())
            Interruption.begin()
            let line = ProgressLine(total: count)
            isDone = try backtest.run(&synthetic, maximum: count, while: line.mayGoOn)
            line.clear()
            result = try backtest.close()
        }
        let wallSeconds = (clock.now - start).seconds
        if !run.json || !isDone { print(ResultTable(result, label: input.label, wallSeconds: wallSeconds).text) }
        var report = RunReport(result, wallSeconds: wallSeconds)
        report.account = run.account
        report.isInterrupted = !isDone
        if run.json { print(report.json) }
        return isDone
    }

    private func read(_ files: inout MergedCandles) throws(ProcessFailure) -> CandleTape {
        do throws(CandleFileError) {
            return try CandleTape(reading: &files)
        } catch {
            throw ProcessFailure(.data, "\(error)")
        }
    }
}

extension Duration {
    /// With its fraction.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
