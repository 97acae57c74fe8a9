internal import ArgumentParser
internal import Foundation
internal import MarketDataFeeds
internal import Runtime
internal import TradingDomain

/// Which candles.
struct MarketOptions: ParsableArguments {
    @Option(help: "A candle file, or a folder of SYMBOL-INTERVAL*.csv[.gz] files.")
    var data: String?

    @Flag(name: .customLong("synthetic"), help: "Trade the made-up market instead.")
    var isSynthetic = false

    @Option(help: "Days of the made-up market behind its warm-up, 1 to 36500.")
    var days = 30

    @Option(help: "Such as BTCUSDT,ETHUSDT. (default: the settings' market.symbols)")
    var symbols: String?

    @Option(help: "Length of the candles: 1m, 3m or 5m. (default: the settings' market.interval)")
    var interval: String?

    @Option(help: "First open time, UTC, such as 2023-01-01. (default: the first there is)")
    var from: String?

    @Option(help: "Candles that close after it are left out, UTC. (default: the last there is)")
    var to: String?

    func validate() throws {
        guard (1...36_500).contains(days) else { throw ValidationError("--days was \(days); allowed are 1 to 36500") }
    }

    /// These options as settings.
    var overrides: [String] {
        var overrides = ["market.source=\(isSynthetic ? "synthetic" : "files")"]
        for (key, value) in [
            ("path", data), ("symbols", symbols), ("interval", interval), ("from", from), ("to", to),
        ] {
            if let value { overrides.append("market.\(key)=\(value)") }
        }
        return overrides
    }
}

/// How to run, and what to print.
struct RunOptions: ParsableArguments {
    @Option(help: "Keep the books of a new account, in data/ACCOUNT. (default: none are kept)")
    var account: String?

    @Option(help: "A YAML file of settings. Without it the embedded defaults are used.")
    var config: String?

    @Option(name: .customLong("set"), help: "One setting as key=value; may be repeated.")
    var overrides: [String] = []

    @Option(name: .customLong("data-dir"), help: "The folder of all accounts.")
    var dataDirectory = "data"

    @Flag(name: .customLong("no-cache"), help: "Read stored candles as text, and keep no binary copy of them.")
    var skipsCache = false

    @Option(
        help: ArgumentHelp(
            """
            simulated; replay: the recorded calls of an earlier run answer; or real: the providers are asked, for --budget \
            at the most. (default: setting models.mode)
            """
        )
    )
    var models: String?

    @Option(
        help: "For --models real: USD that all calls may cost together, earlier runs with the same --calls included."
    )
    var budget: String?

    @Option(
        help: """
            For --models real: the folder that keeps every call. The same command again goes on there and pays nothing twice; \
            --models replay --recorded FOLDER repeats it.
            """
    )
    var calls: String?

    @Option(help: "For --models replay: the earlier run's folder, such as data/default.")
    var recorded: String?

    @Flag(help: "Print one JSON object, on the last line.")
    var json = false

    /// Where the binary copies of candle files lie: beside the accounts.
    var cache: CandleCache? { skipsCache ? nil : CandleCache(folder: "\(dataDirectory)/candle-cache") }

    func validate() throws {
        guard [nil, "simulated", "replay", "real"].contains(models) else {
            throw ValidationError("--models was '\(models ?? "")'; allowed are simulated, replay and real")
        }
        guard models == "real" || (budget == nil && calls == nil) else {
            throw ValidationError("--budget and --calls are for --models real")
        }
        guard models != "real" || calls != nil else {
            throw ValidationError("--models real needs --calls FOLDER, where every call is kept")
        }
        _ = try budget_nanoUSD()
        do { _ = try process() } catch { throw ValidationError(ProcessOptions.message(for: error)) }
    }

    /// The same options as every process of the pipeline takes them, with `others` over them.
    /// - Throws: the parser's own error for an account's name that is none.
    func process(_ others: [String] = []) throws -> ProcessOptions {
        var words = ["--account=\(account ?? "none")", "--data-dir=\(dataDirectory)"]
        if let config { words.append("--config=\(config)") }
        var own: [String] = []
        if let models { own.append("models.mode=\(models == "replay" ? "replay" : "live")") }
        if let recorded { own.append("models.recorded=\(recorded)") }
        for setting in overrides + own + others { words.append("--set=\(setting)") }
        return try ProcessOptions.parse(words)
    }

    /// What real models may cost together; `nil` when nobody has said.
    func budget_nanoUSD() throws -> Int64? {
        guard let budget else { return nil }
        guard let dollars = try? Money(parsing: budget), (0...100_000_000_000_000).contains(dollars.units) else {
            throw ValidationError("--budget was '\(budget.prefix(40))'; allowed is an amount of USD from 0 to 1000000")
        }
        return dollars.units * 10
    }

    /// The ledger's file, its folder made; `nil` when no books are kept.
    /// - Throws: ``ProcessFailure`` for a folder that cannot be made.
    func ledgerPath() throws -> String? {
        guard account != nil else { return nil }
        let paths = try process().paths
        do {
            try FileManager.default.createDirectory(atPath: paths.data, withIntermediateDirectories: true)
        } catch {
            throw ProcessFailure(
                .cannotCreate,
                "folder \(paths.data) cannot be made or is not writable; choose another with --data-dir"
            )
        }
        return paths.store("ledger")
    }
}
