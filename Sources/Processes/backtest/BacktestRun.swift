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
        let (result, isDone) =
            switch input.source {
            case .files(let files):
                try finished(stages, input, with: try read(files))
            case .synthetic(let synthetic):
                try finished(stages, input, with: synthetic, count: syntheticCandles(of: synthetic))
            }
        let wallSeconds = (ContinuousClock.now - start).seconds
        var report = RunReport(result, wallSeconds: wallSeconds)
        report.account = run.account
        report.isInterrupted = !isDone
        print(run.json ? report.json : ResultTable(result, label: input.label, wallSeconds: wallSeconds).text)
        return isDone
    }

    private func finished(
        _ stages: BacktestSettings,
        _ input: MarketInput,
        with tape: CandleTape
    ) throws -> (BacktestResult, isDone: Bool) {
        try finished(stages, input, with: tape, count: tape.candles.count)
    }

    /// Candles that are stored have been read to the last before the account is made.
    private func finished(
        _ stages: BacktestSettings,
        _ input: MarketInput,
        with source: some CandleSource,
        count: Int
    ) throws -> (BacktestResult, isDone: Bool) {
        var source = source
        var backtest = try Backtest(stages, log: input.log, ledgerPath: try run.ledgerPath())
        Interruption.begin()
        let line = ProgressLine(total: count)
        let isDone = try backtest.run(&source, maximum: count, while: line.mayGoOn)
        line.clear()
        return (try backtest.close(), isDone)
    }

    private func syntheticCandles(of market: SyntheticMarket) -> Int {
        let days = settings.integer("market.warm_up_days") + Int64(self.market.days)
        return Int(days * 86_400_000 / market.timeframe.milliseconds) * market.symbols.count
    }

    private func read(_ files: MergedCandles) throws(ProcessFailure) -> CandleTape {
        var files = files
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
