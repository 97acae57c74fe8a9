import Glibc
package import TradingDomain

/// A candle file, or a folder of files named `SYMBOL-INTERVAL*.csv`, `.csv.gz` or `.zip`.
///
/// A symbol may have several files, such as one a month; they are read in the order of their names.
package struct CandleLibrary: Hashable, Sendable {
    package let path: String
    private let cache: CandleCache?
    private let isFolder: Bool
    /// Names of all files in the folder, sorted.
    private let names: [String]

    /// - Parameters:
    ///   - path: of the file or folder.
    ///   - cache: binary copies of the files; `nil` reads their text.
    /// - Throws: ``CandleFileError/unreadable(path:reason:)`` when there is nothing at the path.
    package init(path: String, cache: CandleCache? = nil) throws(CandleFileError) {
        self.path = path
        self.cache = cache
        guard let folder = opendir(path) else {
            guard errno == ENOTDIR else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
            isFolder = false
            names = []
            return
        }
        defer { closedir(folder) }
        var found: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if CandleFileName(name) != nil { found.append(name) }
        }
        isFolder = true
        names = found.sorted()
    }

    /// The series that are there, as `BTCUSDT-3m`, sorted, each once.
    package var series: [String] {
        var found: [String] = []
        for name in names.compactMap({ CandleFileName($0) }) {
            let series = "\(name.symbol)-\(name.interval)"
            if found.last != series { found.append(series) }
        }
        return found
    }

    /// Opens the files of some symbols and reads the first candle of each.
    ///
    /// - Parameters:
    ///   - symbols: in any order, each once.
    ///   - timeframe: the interval that the candles must have.
    ///   - from: candles that open before it are left out.
    ///   - to: candles that close after it are left out.
    /// - Returns: the candles of all symbols in the order of close time, then symbol.
    /// - Throws: ``CandleFileError`` when a symbol has no file, no candle in the range, or candles of another interval.
    package func candles(
        symbols: [Symbol],
        timeframe: Timeframe,
        from: Timestamp? = nil,
        to: Timestamp? = nil
    ) throws(CandleFileError) -> MergedCandles {
        guard !symbols.isEmpty else { throw .noSymbols }
        var sources: [CandleFile] = []
        for symbol in symbols {
            let files = try paths(of: symbol, timeframe: timeframe, among: symbols)
            sources.append(
                CandleFile(paths: files, symbol: symbol, timeframe: timeframe, from: from, to: to, cache: cache)
            )
        }
        let merged = try MergedCandles(sources)
        for source in sources where source.report.candles == 0 {
            let files = try paths(of: source.symbol, timeframe: timeframe, among: symbols)
            throw .noCandles(source.symbol, timeframe, from: from, to: to, files: files)
        }
        return merged
    }

    private func paths(
        of symbol: Symbol,
        timeframe: Timeframe,
        among asked: [Symbol]
    ) throws(CandleFileError) -> [String] {
        guard isFolder else {
            try checkFile(symbol, timeframe, among: asked)
            return [path]
        }
        var last: (name: String, stem: String)?
        var found: [String] = []
        for name in names {
            guard let parts = CandleFileName(name), parts.symbol == symbol, parts.interval == timeframe.rawValue else {
                continue
            }
            if let last, last.stem == parts.stem { throw .sameFileTwice(last.name, name) }
            last = (name, parts.stem)
            found.append(path.hasSuffix("/") ? path + name : "\(path)/\(name)")
        }
        guard !found.isEmpty else { throw .noFile(symbol, timeframe, path: path, found: series) }
        return found
    }

    /// One file holds one symbol; its name, where it follows the pattern, must agree with what is asked.
    private func checkFile(_ symbol: Symbol, _ timeframe: Timeframe, among asked: [Symbol]) throws(CandleFileError) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let parts = CandleFileName(name)
        if let interval = parts?.interval, interval != timeframe.rawValue {
            throw .otherInterval(file: path, was: interval, asked: timeframe)
        }
        let named = parts?.symbol ?? symbol
        guard asked == [named] else { throw .otherSymbol(file: path, was: named, asked: asked) }
    }
}
