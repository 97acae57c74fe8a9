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

            With --speed a clock releases the candles, as in a live run: who does not answer within cycle.deadline_ms \
            abstains, and a cycle may be missed. Undisturbed, the books are the same. Calls are not counted per \
            minute then, unless models.calls_per_minute is set.
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

    @Option(help: "Seconds of event time in a second, 1 to 1000000, by a clock. (default: as fast as cycles complete)")
    var speed: Int?

    @Flag(help: "Print one JSON object on the last line, and no progress.")
    var json = false

    @OptionGroup var options: ProcessOptions

    func run() async throws {
        var options = options
        options.overrides += ReplayRun.overrides(data: data, symbols: symbols, interval: interval, from: from, to: to)
        options.overrides.append("run.mode=\(speed == nil ? "lockstep" : "paced")")
        if let speed { options.overrides = ReplayRun.overrides(speed: speed) + options.overrides }
        if let recorded { options.overrides += ReplayRun.overrides(recorded: recorded) }
        let run = ReplayRun(options: options, tandem: try KeepSettings.ownExecutable().path, isQuiet: json)
        do { try run.prepare() } catch { ProcessHost.fail("tandem replay", error) }
        await ProcessHost.attach(.dataFeeder, options) { context in
            let report = try await run.run(context)
            print(json ? report.json : report.table)
        }
    }
}
