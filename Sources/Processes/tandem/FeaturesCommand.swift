internal import ArgumentParser
internal import FeatureReport
internal import Foundation
internal import MarketDataFeeds
internal import TradingDomain

struct FeaturesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "features",
        abstract: "Show what the models would see of a symbol at a time.",
        discussion: """
            Reads candle files through the same stages as the pipeline. With --csv or --plot it writes a file instead of \
            the snapshot. Give --symbol more than once for their correlations.
            """
    )

    @Option(help: "A candle file, or a folder of SYMBOL-INTERVAL*.csv[.gz] files.")
    var data: String

    @Option(help: "Such as BTCUSDT; the first one is drawn and written, all are shown.")
    var symbol: [String]

    @Option(help: "Length of the stored candles: 1m, 3m, 5m or 4h.")
    var interval = "3m"

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

    func validate() throws {
        if symbol.isEmpty { throw ValidationError("name a symbol with --symbol") }
        if plot?.hasSuffix(".svg") == false {
            throw ValidationError("--plot writes SVG; give a name that ends in .svg")
        }
    }

    func run() throws {
        do {
            guard let timeframe = Timeframe(rawValue: interval) else {
                throw ValidationError("--interval was '\(interval)'; allowed: 1m, 3m, 5m, 4h")
            }
            let symbols = try symbol.map { try Symbol($0) }
            let time = try at.map { try Timestamp(parsing: $0) }
            let library = try CandleLibrary(path: data)
            let feed = CandleFeed(library: library, symbols: symbols, timeframe: timeframe)
            if csv == nil && plot == nil { try show(feed, at: time) }
            let own = CandleFeed(library: library, symbols: [symbols[0]], timeframe: timeframe)
            if let csv { try writeTable(own, to: csv, at: time) }
            if let plot { try draw(own, to: plot, at: time) }
        } catch let error as CandleFileError {
            CommandFailure.say("\(error)")
            throw ExitCode(EX_DATAERR)
        } catch let error as ValueError {
            CommandFailure.say("\(error)")
            throw ExitCode(EX_USAGE)
        }
    }

    private func show(_ feed: CandleFeed, at time: Timestamp?) throws {
        for snapshot in try feed.snapshots(at: time) {
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
