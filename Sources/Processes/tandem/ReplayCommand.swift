internal import ArgumentParser
internal import Foundation
internal import Operations
internal import Runtime
internal import Supervision

/// Runs stored candles through the real processes.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Run stored candles through the eight processes into a fresh account, as fast as they go.",
        discussion: """
            The market waits for every cycle, so a process that is killed delays the replay and changes nothing. The \
            stores are written with durability 'normal': they survive kill -9, not a power cut.
            """
    )

    @Option(help: "A file, or a folder of SYMBOL-INTERVAL*.csv[.gz].")
    var data: String

    @Option(help: "Instruments, separated by commas.")
    var symbols: String

    @Option(help: "Timeframe of the candles: 1m, 3m or 5m.")
    var interval = "3m"

    @Option(help: "First open time, ISO 8601 in UTC.")
    var from: String?

    @Option(help: "Last close time, ISO 8601 in UTC.")
    var to: String?

    @Option(
        help: "The folder of an earlier run, such as data/default, whose recorded calls answer instead of the models."
    )
    var recorded: String?

    @Flag(help: "Print one JSON object on the last line, and no progress.")
    var json = false

    @OptionGroup var options: ProcessOptions

    func run() async throws {
        var options = options
        options.overrides += ReplayRun.overrides(data: data, symbols: symbols, interval: interval, from: from, to: to)
        if let recorded { options.overrides += ReplayRun.overrides(recorded: recorded) }
        let run = ReplayRun(options: options, tandem: try KeepSettings.ownExecutable().path, isQuiet: json)
        do { try run.prepare() } catch { ProcessHost.fail("tandem replay", error) }
        await ProcessHost.attach(.dataFeeder, options) { context in
            let report = try await run.run(context)
            print(json ? report.json : report.table)
        }
    }
}
