internal import ArgumentParser
internal import FeatureReport
internal import Foundation
internal import MarketDataFeeds
internal import Operations
internal import Runtime
internal import TradingDomain

struct FeaturesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "features",
        abstract: "Show what the models see of a symbol, now or at a time.",
        discussion: """
            Without --data it asks the feature worker of the running account for its newest tick, or its data feeder \
            for the candles when --at, --csv or --plot want more than that. With --data it reads candle files. Both go \
            through the same stages as the pipeline. --csv and --plot write a file instead of the snapshot. Give \
            --symbol more than once for their correlations.
            """
    )

    @Option(help: "A candle file, or a folder of SYMBOL-INTERVAL*.csv[.gz] files. (default: the running account)")
    var data: String?

    @Option(help: "Such as BTCUSDT; the first one is drawn and written, all are shown. A running account shows all.")
    var symbol: [String] = []

    @Option(help: "Length of the stored candles: 1m, 3m, 5m or 4h. (default: 3m)")
    var interval: String?

    @Option(help: "The time of the decision, UTC, such as 2025-06-01T12:00. (default: the last candle's close)")
    var at: String?

    @Flag(help: "Print one line of JSON a symbol.")
    var json = false

    @Flag(help: "Say how each value came about.")
    var explain = false

    @Option(help: "Write a row of indicators for each candle to this file; '-' for standard output.")
    var csv: String?

    @Option(help: "Draw the chart to this SVG file.")
    var plot: String?

    @Option(help: "How many candles to draw, at most 500.")
    var candles = 160

    @OptionGroup var options: ProcessOptions

    func validate() throws {
        if data != nil && symbol.isEmpty { throw ValidationError("name a symbol with --symbol") }
        if data == nil && interval != nil {
            throw ValidationError("--interval is of stored candles; say where with --data")
        }
        if data == nil && symbol.isEmpty && (csv != nil || plot != nil) {
            throw ValidationError("--csv and --plot show one symbol; name it with --symbol")
        }
        if plot?.hasSuffix(".svg") == false {
            throw ValidationError("--plot writes SVG; give a name that ends in .svg")
        }
    }

    func run() async throws {
        let symbols = try CommandFailure.reported { try symbol.map { try Symbol($0) } }
        let time = try CommandFailure.reported { try at.map { try Timestamp(parsing: $0) } }
        if let data { return try CommandFailure.reported { try tell(of: symbols, stored(data, symbols), at: time) } }
        let isNewestAsked = time == nil && csv == nil && plot == nil
        await ProcessHost.attach(isNewestAsked ? .featureWorker : .dataFeeder, options) { context in
            if isNewestAsked { return show(try await LiveFeatures.newest(of: symbols, context)) }
            let market = try await LiveFeatures.market(of: symbols, through: time, context)
            let feed = CandleFeed(candles: market.candles, symbols: market.symbols, timeframe: market.timeframe)
            try CommandFailure.reported { try tell(of: symbols, feed, at: time) }
        }
    }

    private func stored(_ path: String, _ symbols: [Symbol]) throws -> CandleFeed {
        let interval = interval ?? "3m"
        guard let timeframe = Timeframe(rawValue: interval) else {
            throw ValidationError("--interval was '\(interval)'; allowed: 1m, 3m, 5m, 4h")
        }
        return CandleFeed(library: try CandleLibrary(path: path), symbols: symbols, timeframe: timeframe)
    }

    private func tell(of symbols: [Symbol], _ feed: CandleFeed, at time: Timestamp?) throws {
        if csv == nil && plot == nil {
            return show(try feed.snapshots(at: time).filter { symbols.isEmpty || symbols.contains($0.symbol) })
        }
        let own = feed.only(symbols[0])
        if let csv { try writeTable(own, to: csv, at: time) }
        if let plot { try draw(own, to: plot, at: time) }
    }

    private func show(_ snapshots: [FeatureSnapshot]) {
        for snapshot in snapshots {
            let report = SnapshotReport(snapshot)
            print(json ? report.json(isExplained: explain) : report.table(isExplained: explain))
        }
    }

    private func writeTable(_ feed: CandleFeed, to path: String, at time: Timestamp?) throws {
        var table = IndicatorTable()
        var text = IndicatorTable.header + "\n"
        for candle in try feed.candles(to: time) { text += table.row(candle) + "\n" }
        try write(text, to: path)
    }

    private func draw(_ feed: CandleFeed, to path: String, at time: Timestamp?) throws {
        let trend = try feed.snapshots(at: time).first?.trend
        guard let plot = FeaturePlot(candles: try feed.candles(to: time), trend: trend, last: candles) else {
            CommandFailure.say("fewer than two candles; ask for a later time")
            throw ExitCode(EX_DATAERR)
        }
        try write(plot.svg, to: path)
    }

    private func write(_ text: String, to path: String) throws {
        let file = path == "-" ? "/dev/stdout" : path
        do {
            try Data(text.utf8).write(to: URL(filePath: file))
        } catch {
            CommandFailure.say("\(path) cannot be written; give a file in a folder that exists")
            throw ExitCode(EX_CANTCREAT)
        }
    }
}
