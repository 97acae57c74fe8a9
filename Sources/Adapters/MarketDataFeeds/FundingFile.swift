internal import Glibc
package import TradingDomain

/// Funding rates of one symbol: `SYMBOL-funding*.csv`, `.csv.gz` or `.zip` beside its candles.
///
/// Rows are `funding_time_ms,funding_rate`, with a header or without, in order of time; a time that comes twice is
/// refused. What Binance publishes (`calc_time,funding_interval_hours,last_funding_rate`) is read as well.
package enum FundingFile {
    /// - Parameters:
    ///   - path: a folder; a single file of candles has no funding beside it.
    ///   - symbols: whose rates are wanted.
    ///   - from: settlements before it are left out.
    ///   - to: settlements after it are left out.
    /// - Returns: in order of time, then symbol; empty where there is no such file.
    /// - Throws: ``CandleFileError`` that names file, line and column.
    package static func settlements(
        in path: String,
        symbols: [Symbol],
        from: Timestamp? = nil,
        to: Timestamp? = nil
    ) throws(CandleFileError) -> [FundingSettlement] {
        var found: [FundingSettlement] = []
        for name in names(in: path).sorted() {
            guard let symbol = symbols.first(where: { name.hasPrefix("\($0)-funding") }) else { continue }
            found += try read(path.hasSuffix("/") ? path + name : "\(path)/\(name)", of: symbol)
        }
        found.removeAll { settlement in
            (from.map { settlement.time < $0 } ?? false) || (to.map { settlement.time > $0 } ?? false)
        }
        found.sort { $0.time == $1.time ? $0.symbol < $1.symbol : $0.time < $1.time }
        for (left, right) in zip(found, found.dropFirst()) where (left.time, left.symbol) == (right.time, right.symbol)
        {
            throw .corrupt(file: path, reason: "funding of \(left.symbol) at \(left.time) stands there twice")
        }
        return found
    }

    private static func names(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if [".csv", ".csv.gz", ".zip"].contains(where: { name.hasSuffix($0) }) { names.append(name) }
        }
        return names
    }

    private static func read(_ path: String, of symbol: Symbol) throws(CandleFileError) -> [FundingSettlement] {
        let reader = try LineReader(path: path)
        var found: [FundingSettlement] = []
        while let bytes = try reader.next() {
            let line = String(decoding: bytes, as: UTF8.self)
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            if reader.line == 1, let first = fields.first, Int64(first) == nil { continue }
            if line.isEmpty { continue }
            func refusal(_ column: String, _ allowed: String) -> CandleFileError {
                .badRow(file: path, line: reader.line, column: column, was: String(line.prefix(60)), allowed: allowed)
            }
            guard (2...3).contains(fields.count), let time_ms = Int64(fields[0]), time_ms > 0 else {
                throw refusal("funding time", "milliseconds since 1970, then the rate")
            }
            let rate: FundingRate
            do throws(ValueError) { rate = try FundingRate(parsing: fields[fields.count - 1]) } catch {
                throw refusal("funding rate", "a decimal from -0.1 to 0.1")
            }
            let time = Timestamp(milliseconds: time_ms)
            if let last = found.last, last.time >= time { throw refusal("funding time", "a time after \(last.time)") }
            found.append(FundingSettlement(symbol: symbol, time: time, rate: rate))
        }
        return found
    }
}
