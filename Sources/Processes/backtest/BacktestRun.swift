internal import BacktestReports
internal import Backtesting
internal import Foundation
internal import MarketDataFeeds
internal import Runtime
internal import ShadowService
internal import StageSettings
internal import TradingDomain

/// One backtest of the command line: its settings, its candles, its end.
struct BacktestRun {
    private let market: MarketOptions
    private let run: RunOptions
    private let report: ReportOptions
    private let settings: Settings

    /// - Throws: ``ProcessFailure`` with every problem of the settings.
    init(_ market: MarketOptions, _ run: RunOptions, _ report: ReportOptions) throws {
        self.market = market
        self.run = run
        self.report = report
        settings = try run.process(market.overrides).settings()
    }

    /// Runs it and prints what came of it.
    /// - Returns: `false` when it was interrupted.
    func printed() throws -> Bool {
        var stages = try BacktestSettings(settings)
        var recordings = try Recordings(settings)
        stages.recorded = recordings.models
        if run.models == "real" {
            guard let budget_nanoUSD = try run.budget_nanoUSD() else {
                throw ProcessFailure(.usage, "\(try estimate()); say --budget USD to go on, for that much at the most")
            }
            let real = try RealModels(settings, run, budget_nanoUSD: budget_nanoUSD)
            stages.asked = real.models
            recordings = Recordings(asked: real.label, paid: real.paid)
        }
        if report.isAsked { try report.prepare() }
        let start = ContinuousClock.now
        let candles = CandleInput(market, settings, cache: run.cache)
        let input = try candles.open()
        Interruption.begin()
        // A made-up market is endless: it is made as it is traded, unless a report looks back at it.
        if case .synthetic(let synthetic) = input.source, !report.isAsked, run.account == nil {
            let (result, _, isDone) = try finished(stages, input, with: synthetic, count: candles.count(of: synthetic))
            tell(result, isDone, input, models: recordings.label, since: start)
            return isDone
        }
        let tape = try candles.tape(input)
        let (result, recorder, isDone) = try finished(stages, input, with: tape, count: tape.candles.count)
        tell(result, isDone, input, models: recordings.label, since: start)
        guard report.isAsked || run.account != nil else { return isDone }
        let manifest = RunManifest(
            result,
            settings: settings,
            input: input,
            candles: tape.candles[..<Int(result.candles)],
            recordings: recordings,
            isInterrupted: !isDone
        )
        if let account = try run.ledgerPath() {
            let path = URL(filePath: account).deletingLastPathComponent().appending(path: "manifest.json").path
            try manifest.write(to: path)
        }
        guard report.isAsked, let recorder else { return isDone }
        var evaluation = Evaluation(
            recorder,
            settings: stages,
            candles: Array(tape.candles[..<Int(result.candles)]),
            cutOffs: try settings.cutOffs(of: stages)
        )
        if let first = result.firstEvent, let last = result.lastEvent {
            evaluation.calls = try recordings.paid(first, last)
        }
        return try wrote(evaluation, stages, input, manifest, isSimulated: recordings.isSimulated) && isDone
    }

    /// What the real models would cost, for a person to confirm by a budget.
    private func estimate() throws -> String {
        let bills = try CostRun(market, run, since: nil, Self.replyTokens).rows(isFull: false).first?.bills ?? []
        func dollars(_ nanoUSD: Int64) -> String { String(format: "%.2f", Double(nanoUSD) / 1e9) }
        let parts = bills.map { "\($0.slot) \(dollars($0.cost_nanoUSD)) for \($0.calls) calls" }
        let sum = bills.reduce(0) { $0 + $1.cost_nanoUSD }
        return "real models would cost about \(dollars(sum)) USD here (\(parts.joined(separator: ", ")); "
            + "at list prices, \(Self.replyTokens) tokens an answer, no repairs)"
    }

    /// Real models are wordier than simulated ones: so many tokens for each symbol at the least.
    private static let replyTokens = 120

    private func tell(
        _ result: BacktestResult,
        _ isDone: Bool,
        _ input: MarketInput,
        models: String,
        since start: ContinuousClock.Instant
    ) {
        let wallSeconds = (ContinuousClock.now - start).seconds
        var report = RunReport(result, wallSeconds: wallSeconds)
        report.account = run.account
        report.isInterrupted = !isDone
        let table = ResultTable(
            result,
            label: input.label,
            models: models,
            warnings: settings.memoryWarnings(of: result) + Self.accountWarnings(of: result),
            wallSeconds: wallSeconds
        )
        print(run.json ? report.json : table.text)
    }

    private static func accountWarnings(of result: BacktestResult) -> [String] {
        guard let others = result.otherAccounts, others > 0 else { return [] }
        return ["\(others) recorded answers had been given when the account held something else"]
    }

    /// Stored candles have been read to the last before the account is made.
    private func finished(
        _ stages: BacktestSettings,
        _ input: MarketInput,
        with source: some CandleSource,
        count: Int
    ) throws -> (BacktestResult, RunRecorder?, isDone: Bool) {
        var source = source
        var backtest = try Backtest(stages, log: input.log, ledgerPath: try run.ledgerPath())
        if report.isAsked { backtest.recorder = RunRecorder(keepsAnswers: true) }
        let line = ProgressLine(total: count)
        let isDone = try backtest.run(&source, maximum: count, while: line.mayGoOn)
        line.clear()
        let result = try backtest.close()
        return (result, backtest.recorder, isDone)
    }

    /// Runs the baselines and writes what was asked for.
    private func wrote(
        _ evaluation: Evaluation,
        _ stages: BacktestSettings,
        _ input: MarketInput,
        _ manifest: RunManifest,
        isSimulated: Bool
    ) throws -> Bool {
        var evaluation = evaluation
        let line = ProgressLine(total: evaluation.candles.count * 3, what: "baselines")
        let isDone = try evaluation.addBaselines(stages, log: input.log, while: line.mayGoOn)
        line.clear()
        let figures = Figures(evaluation)
        do {
            if let folder = report.export {
                try CSVExport(evaluation).write(to: folder)
                try Summary(manifest, figures).json().write(
                    toFile: "\(folder)/summary.json",
                    atomically: true,
                    encoding: .utf8
                )
            }
            if let path = report.report {
                let page = ReportPage(evaluation, figures: figures, manifest: manifest, isSimulated: isSimulated)
                try page.html.write(toFile: path, atomically: true, encoding: .utf8)
            }
        } catch {
            throw ProcessFailure(.cannotCreate, "the report cannot be written: \(error.localizedDescription)")
        }
        for path in [report.report, report.export].compactMap({ $0 }) where !run.json { print("wrote \(path)") }
        return isDone
    }
}

extension Duration {
    /// With its fraction.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
