import Foundation
import MarketData
import MarketDataFeeds
package import TradingDomain

/// What is wrong or remarkable in each candle file of a folder, as text.
package struct DataCheck: Sendable {
    /// Findings of a file that are listed; the rest are counted.
    package static let mostListed = 20

    /// Files with a row that the feeder would refuse.
    package private(set) var refusedFiles = 0
    package private(set) var text = ""

    /// - Parameters:
    ///   - paths: candle files.
    ///   - timeframe: the interval that their rows should have; `nil` for what each name says.
    ///   - asOf: when they were written, if that is known; a candle that closes later is not closed.
    package init(paths: [String], timeframe: Timeframe?, asOf: Timestamp?) {
        for path in paths {
            guard let interval = timeframe ?? Self.timeframe(named: path) else {
                refuse("\(path): no interval in its name; say which with --interval\n")
                continue
            }
            do throws(CandleFileError) {
                add(try CandleFileCheck(path: path, timeframe: interval, asOf: asOf), of: path, interval)
            } catch {
                refuse("\(error)\n")
            }
        }
    }

    /// The candle files of a folder, sorted; or the file itself.
    package static func files(at path: String) -> [String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return [path] }
        let folder = path.hasSuffix("/") ? path : path + "/"
        let wanted = names.filter { name in
            [".csv", ".csv.gz", ".zip"].contains { name.hasSuffix($0) } && timeframe(named: name) != nil
        }
        return wanted.sorted().map { folder + $0 }
    }

    /// The first part of a file's name between dashes that is an interval of ours.
    static func timeframe(named path: String) -> Timeframe? {
        let name = path.split(separator: "/").last ?? ""
        return name.split { $0 == "-" || $0 == "." }.lazy.compactMap { Timeframe(rawValue: String($0)) }.first
    }

    private mutating func refuse(_ line: String) {
        refusedFiles += 1
        text += line
    }

    private mutating func add(_ check: CandleFileCheck, of path: String, _ timeframe: Timeframe) {
        let shown = Self.withoutRuns(check.findings)
        let counts = Counts(shown.map(\.finding))
        if counts.refused > 0 { refusedFiles += 1 }
        text += "\(path): \(check.rows) rows of \(timeframe); \(counts)\n"
        for finding in shown.prefix(Self.mostListed) {
            text += "  line \(finding.line), \(finding.openTime): \(finding.finding)\n"
        }
        let more = shown.count - Self.mostListed + check.findingCount - check.findings.count
        if more > 0 { text += "  and \(more) more\n" }
    }

    /// Of a halt's rows only the last, which has its length.
    private static func withoutRuns(_ findings: [CandleFileCheck.Finding]) -> [CandleFileCheck.Finding] {
        findings.enumerated().filter { index, item in
            guard case .halt(let flatCandles) = item.finding else { return true }
            return !findings[(index + 1)...].prefix(3).contains { $0.finding == .halt(flatCandles: flatCandles + 1) }
        }.map(\.element)
    }

    /// How many of each kind.
    private struct Counts: CustomStringConvertible {
        var gaps = 0
        var missing = 0
        var duplicates = 0
        var halts = 0
        var flatCandles = 0
        var outliers = 0
        /// Rows that the feeder refuses.
        var refused = 0

        init(_ findings: [CandleFinding]) {
            for finding in findings {
                switch finding {
                case .gap(let count):
                    gaps += 1
                    missing += count
                case .duplicate: duplicates += 1
                case .halt(let count):
                    halts += 1
                    flatCandles += count
                case .outlier: outliers += 1
                case .badPrices, .offGrid, .conflict, .disorder, .unclosed: refused += 1
                }
            }
        }

        var description: String {
            if gaps + duplicates + halts + outliers + refused == 0 { return "sound" }
            return "\(gaps) gaps (\(missing) candles missing), \(duplicates) duplicates, "
                + "\(halts) halts (\(flatCandles) flat candles), \(outliers) outliers, \(refused) bad rows"
        }
    }
}
