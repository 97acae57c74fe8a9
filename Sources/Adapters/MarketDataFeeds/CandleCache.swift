import Glibc
import MarketData

/// Binary copies of candle files, made at their first use: reading text costs more than a backtest of it.
///
/// A copy counts only while the text has the size, the time of change and the hash that it was made of; the text is
/// hashed at every use, so a copy is never stale. Where the folder cannot be written the text is read.
package struct CandleCache: Hashable, Sendable {
    private let folder: String

    /// - Parameter folder: made when it is needed.
    package init(folder: String) { self.folder = folder }

    /// - Parameter path: a candle file.
    /// - Returns: its rows; `nil` when they must be read from the text, which then says what is wrong with it.
    func rows(of path: String) -> PackedCandles? {
        guard let source = PackedCandles.Source(path: path) else { return nil }
        let copy = copyPath(of: path)
        if let packed = PackedCandles(path: copy, of: source) { return packed }
        guard let (rows, hasHeader) = try? Self.read(path), PackedCandles.Source(path: path) == source else {
            return nil
        }
        makeFolder()
        guard PackedCandles.write(to: copy, of: source, rows: rows, hasHeader: hasHeader) else { return nil }
        return PackedCandles(path: copy, of: source)
    }

    private static func read(_ path: String) throws(CandleFileError) -> ([CandleRow], hasHeader: Bool) {
        let reader = try CandleRowReader(path: path)
        var rows: [CandleRow] = []
        var hasHeader = false
        while let row = try reader.next() {
            if rows.isEmpty { hasHeader = reader.line == 2 }
            rows.append(row)
        }
        return (rows, hasHeader)
    }

    /// The name of the text and a hash of its whole path.
    private func copyPath(of path: String) -> String {
        var whole = path
        if let real = realpath(path, nil) {
            whole = String(cString: real)
            free(real)
        }
        let hash = Array(whole.utf8).withUnsafeBytes { WordHash.of($0) }
        let name = whole.split(separator: "/").last.map(String.init) ?? "candles"
        return "\(folder)/\(name).\(String(hash, radix: 16)).candles"
    }

    private func makeFolder() {
        var path = folder.hasPrefix("/") ? "" : "."
        for part in folder.split(separator: "/") {
            path += "/\(part)"
            mkdir(path, 0o755)
        }
    }
}
