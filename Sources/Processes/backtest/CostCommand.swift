internal import ArgumentParser
internal import Backtesting
internal import Runtime
internal import TradingDomain

/// What the models would bill for a stretch of the market.
struct CostCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cost",
        abstract: "What both models would bill for a stretch of candles, at the prices of the model table.",
        discussion: """
            Every question is made as an agent makes it: the same pre-filter, caches, batches and prompts. The answers \
            are the simulated models'; tokens are counted as the providers' tokenizers would, within 6 %. The month \
            is 30 days of what the stretch cost. With --savings each saving is turned off once, alone and all together.

            Example: backtest cost --data candles --symbols BTCUSDT,ETHUSDT --savings
            """
    )

    @OptionGroup var market: MarketOptions

    @Option(help: "Cycles before it warm up and are not billed, UTC. (default: the first question)")
    var since: String?

    @Flag(help: "Also with each saving turned off.")
    var savings = false

    @Option(name: .customLong("reply-tokens"), help: "Tokens that an answer has at least for each symbol.")
    var replyTokens = 120

    @Option(help: "A YAML file of settings. Without it the embedded defaults are used.")
    var config: String?

    @Option(name: .customLong("set"), help: "One setting as key=value; may be repeated.")
    var overrides: [String] = []

    @Option(name: .customLong("data-dir"), help: "The folder of all accounts; binary copies of candles lie there.")
    var dataDirectory = "data"

    @Flag(name: .customLong("no-cache"), help: "Read stored candles as text, and keep no binary copy of them.")
    var skipsCache = false

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        guard (0...4_000).contains(replyTokens) else {
            throw ValidationError("--reply-tokens was \(replyTokens); allowed are 0 to 4000")
        }
        do throws(ValueError) { _ = try since.map { text throws(ValueError) in try Timestamp(parsing: text) } } catch {
            throw ValidationError("--since: \(error)")
        }
        do { _ = try runOptions.process() } catch { throw ValidationError(ProcessOptions.message(for: error)) }
    }

    /// The same options as a run's.
    private var runOptions: RunOptions {
        get throws {
            var words = ["--data-dir=\(dataDirectory)"]
            if let config { words.append("--config=\(config)") }
            if skipsCache { words.append("--no-cache") }
            return try RunOptions.parse(words + overrides.map { "--set=\($0)" })
        }
    }

    func run() throws {
        do {
            let rows = try CostRun(market, try runOptions, since: try since.map(Timestamp.init(parsing:)), replyTokens)
                .rows(isFull: savings)
            guard !rows.isEmpty else { throw ExitCode(Interruption.exitStatus) }
            print(json ? CostTable(rows).json : CostTable(rows).text)
        } catch let failure as ProcessFailure {
            ProcessHost.fail("backtest", failure)
        } catch let error as BacktestError {
            ProcessHost.fail("backtest", ProcessFailure(error.exitStatus, "\(error)"))
        }
    }
}
