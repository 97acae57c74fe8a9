package import TradingDomain

/// Why stored candles cannot be used.
package enum CandleFileError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    /// A packed file that ends too early or whose bytes are damaged.
    case corrupt(file: String, reason: String)
    /// A row that is no candle; `line` counts from 1, the header included.
    case badRow(file: String, line: Int, column: String, was: String, allowed: String)
    case otherInterval(file: String, was: String, asked: Timeframe)
    case otherSymbol(file: String, was: Symbol, asked: [Symbol])
    /// The folder has no file for a symbol; `found` lists what is there.
    case noFile(Symbol, Timeframe, path: String, found: [String])
    case sameFileTwice(String, String)
    case noCandles(Symbol, Timeframe, from: Timestamp?, to: Timestamp?, files: [String])
    case noSymbols

    package var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "\(path): \(reason); give a candle file or a folder of SYMBOL-INTERVAL*.csv[.gz] files"
        case .corrupt(let file, let reason):
            "\(file): \(reason); fetch the file again"
        case .badRow(let file, let line, let column, let was, let allowed):
            "\(file):\(line): \(column) was '\(was)', allowed is \(allowed); correct or remove the row"
        case .otherInterval(let file, let was, let asked):
            "\(file): candles of \(was), but \(asked) was asked for; give files of \(asked)"
        case .otherSymbol(let file, let was, let asked):
            "\(file): candles of \(was), but \(Self.list(asked)) was asked for; give a folder, or ask for \(was)"
        case .noFile(let symbol, let timeframe, let path, let found):
            "\(path): no file \(symbol)-\(timeframe)*.csv[.gz]; there is \(found.isEmpty ? "none" : Self.list(found))"
        case .sameFileTwice(let first, let second):
            "\(first) and \(second) are the same file packed differently; remove one"
        case .noCandles(let symbol, let timeframe, let from, let to, let files):
            "\(Self.list(files)): no \(timeframe) candle of \(symbol)"
                + (from.map { " from \($0)" } ?? "") + (to.map { " to \($0)" } ?? "") + "; ask for another range"
        case .noSymbols:
            "no symbol was asked for; name at least one, such as BTCUSDT"
        }
    }

    private static func list(_ items: [some CustomStringConvertible]) -> String {
        let shown = items.prefix(12).map(\.description).joined(separator: ", ")
        return items.count > 12 ? "\(shown) and \(items.count - 12) more" : shown
    }
}
