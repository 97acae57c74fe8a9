internal import ArgumentParser
internal import Backtesting
internal import Foundation
internal import Runtime

/// Many settings over the same candles.
struct SweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Tries many settings over the same candles, on all cores, and says what the best is worth.",
        discussion: """
            Each finished point is a line of FOLDER/points.jsonl. Ctrl-C ends with what is done; the same command goes \
            on from there. FOLDER/sweep.html has the table, the heat map and the walk forward.

            backtest sweep --data candles --symbols BTCUSDT --out sweep \\
              --grid fusion.entry_threshold=40,45,50,55,60 --grid risk.per_trade_basis_points=25,50,100,200
            """
    )

    @OptionGroup var market: MarketOptions
    @OptionGroup var options: RunOptions

    @Option(name: .customLong("grid"), help: "KEY=VALUE,VALUE; may be repeated, every combination is a point.")
    var axes: [String] = []

    @Option(help: "A file with a point on each line, as KEY=VALUE separated by blanks.")
    var list: String?

    @Option(help: "The folder of the sweep.")
    var out: String

    @Option(help: "Windows of the walk forward, 2 to 50; the first is only learned from.")
    var windows = 6

    @Option(help: "Points at the same time. (default: the machine's cores)")
    var jobs: Int?

    func validate() throws {
        guard (2...50).contains(windows) else { throw ValidationError("--windows was \(windows); allowed are 2 to 50") }
        guard (1...256).contains(jobs ?? 1) else {
            throw ValidationError("--jobs was \(jobs ?? 1); allowed are 1 to 256")
        }
        guard options.account == nil else {
            throw ValidationError("a sweep keeps no account's books; leave --account out")
        }
    }

    func run() throws {
        do {
            var lines: [String] = []
            if let list {
                guard let text = try? String(contentsOfFile: list, encoding: .utf8) else {
                    throw ProcessFailure(.data, "\(list) cannot be read; name another file with --list")
                }
                lines = text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
            }
            let grid = try SweepGrid(axes: axes, list: lines)
            let sweep = try SweepRun(market, options, grid: grid, folder: out, windows: windows)
            let isDone = try sweep.printed(jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
            if !isDone { throw ExitCode(Interruption.exitStatus) }
        } catch let failure as ProcessFailure {
            ProcessHost.fail("backtest", failure)
        } catch let error as SweepError {
            ProcessHost.fail("backtest", ProcessFailure(.usage, "\(error)"))
        } catch let error as BacktestError {
            ProcessHost.fail("backtest", ProcessFailure(error.exitStatus, "\(error)"))
        }
    }
}
