internal import ArgumentParser
internal import FeatureReport
internal import Foundation
internal import MarketDataFeeds
internal import Supervision
internal import TradingDomain

/// Turns errors of supervision, of candle files and of values into one line and the right exit status.
enum CommandFailure {
    /// Prints one line on standard error.
    static func say(_ text: String) {
        FileHandle.standardError.write(Data("tandem: \(text)\n".utf8))
    }

    static func reported<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as SupervisionError {
            say("\(error)")
            throw ExitCode(error.exitCode)
        } catch let error as ProcfileError {
            say("\(error)")
            throw ExitCode(EX_DATAERR)
        } catch let error as EnvironmentFileError {
            say("\(error)")
            throw ExitCode(EX_DATAERR)
        } catch let error as CandleFileError {
            say("\(error)")
            throw ExitCode(EX_DATAERR)
        } catch let error as CandleFeedError {
            say("\(error)")
            throw ExitCode(EX_DATAERR)
        } catch let error as ValueError {
            say("\(error)")
            throw ExitCode(EX_USAGE)
        }
    }
}
