internal import ArgumentParser
internal import FeatureReport
internal import Foundation
internal import TradingDomain

struct DataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data",
        abstract: "Look after candle files.",
        subcommands: [DataCheckCommand.self]
    )
}

struct DataCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say what is wrong or remarkable in candle files.",
        discussion: """
            Reports rows, gaps, duplicates, halts, outliers and bad rows of each file, and mends nothing. Ends with 65 when \
            there is a row that the feeder would refuse.
            """
    )

    @Argument(help: "A candle file, or a folder of them.")
    var path: String

    @Option(help: "Length of the candles. (default: what each file's name says)")
    var interval: String?

    @Option(help: "When the files were written, UTC: a candle that closes later is not closed.")
    var asOf: String?

    func run() throws {
        let timeframe = try interval.map { text in
            guard let timeframe = Timeframe(rawValue: text) else {
                throw ValidationError("--interval was '\(text)'; allowed: 1m, 3m, 5m, 4h")
            }
            return timeframe
        }
        let files = DataCheck.files(at: path)
        if files.isEmpty { throw ValidationError("\(path) has no file named like BTCUSDT-3m.csv.gz") }
        let writtenAt = try CommandFailure.reported { try asOf.map { try Timestamp(parsing: $0) } }
        let check = DataCheck(paths: files, timeframe: timeframe, asOf: writtenAt)
        print(check.text, terminator: "")
        if check.refusedFiles > 0 { throw ExitCode(EX_DATAERR) }
    }
}
