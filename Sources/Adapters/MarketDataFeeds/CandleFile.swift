import MarketData
package import TradingDomain

/// The candles of one symbol from its file, or from several in order of time, checked one by one.
///
/// Open times rise and lie on the timeframe's grid. A row equal to the one before is dropped and counted; any other
/// disorder, and two rows of one time with different numbers, are refused by file and line. A gap is reported and
/// never filled.
package final class CandleFile: CandleSource {
    package let symbol: Symbol
    package let timeframe: Timeframe
    /// What was found so far, within the range asked for.
    package private(set) var report = CandleReport()
    private let paths: [String]
    private let cache: CandleCache?
    private let from_ms: Int64
    private let to_ms: Int64
    private let step_ms: Int64
    private var nextPath = 0
    private var reader: CandleRowReader?
    private var last: CandleRow?

    /// - Parameters:
    ///   - paths: files of this symbol and timeframe, in order of time.
    ///   - symbol: whose candles they are; the rows do not say.
    ///   - timeframe: the interval that the rows must have.
    ///   - from: candles that open before it are left out.
    ///   - to: candles that close after it are left out.
    ///   - cache: binary copies of the files; `nil` reads their text.
    package init(
        paths: [String],
        symbol: Symbol,
        timeframe: Timeframe,
        from: Timestamp? = nil,
        to: Timestamp? = nil,
        cache: CandleCache? = nil
    ) {
        self.paths = paths
        self.cache = cache
        self.symbol = symbol
        self.timeframe = timeframe
        from_ms = from?.milliseconds ?? .min
        to_ms = to?.milliseconds ?? .max
        step_ms = timeframe.milliseconds
    }

    /// The rows of the file that is open; 0 when it is read from its text, which does not say.
    var rowsAtHand: Int { reader?.packedCount ?? 0 }

    /// - Throws: ``CandleFileError`` for the first row that cannot be used.
    package func next() throws(CandleFileError) -> Candle? {
        while let row = try nextRow() {
            if let last, row == last {
                if row.openTime_ms >= from_ms { report.duplicates += 1 }
                continue
            }
            try checkOrder(row)
            let candle = try candle(row)
            let previous = last
            last = row
            if row.openTime_ms < from_ms { continue }
            guard row.openTime_ms + step_ms <= to_ms else {
                nextPath = paths.count
                reader = nil
                return nil
            }
            count(candle, after: previous)
            return candle
        }
        return nil
    }

    private func nextRow() throws(CandleFileError) -> CandleRow? {
        while true {
            if let row = try reader?.next() { return row }
            guard nextPath < paths.count else {
                reader = nil
                return nil
            }
            try checkInterval(of: paths[nextPath])
            reader = try CandleRowReader(path: paths[nextPath], cache: cache)
            nextPath += 1
        }
    }

    private func checkOrder(_ row: CandleRow) throws(CandleFileError) {
        let time = Timestamp(milliseconds: row.openTime_ms)
        if row.openTime_ms % step_ms != 0 {
            throw refusal(.openTime, "\(time)", "a multiple of \(timeframe), the interval asked for")
        }
        guard let last else { return }
        if row.openTime_ms <= last.openTime_ms {
            let isSame = row.openTime_ms == last.openTime_ms
            let lastTime = Timestamp(milliseconds: last.openTime_ms)
            let allowed = isSame ? "one row a time, or equal ones" : "a time after \(lastTime)"
            let was = isSame ? "\(time) again with other numbers" : "\(time)"
            throw refusal(.openTime, was, allowed)
        }
    }

    /// Refuses a file of longer candles before its first row is used: they lie on the grid of the shorter ones too,
    /// and would look like gaps. Fewer than four rows are not judged.
    private func checkInterval(of path: String) throws(CandleFileError) {
        let sample = try CandleRowReader(path: path, cache: cache)
        var shortest_ms = Int64.max
        var times: [Int64] = []
        while times.count < 64, let row = try sample.next() {
            if let before = times.last, row.openTime_ms > before {
                shortest_ms = min(shortest_ms, row.openTime_ms - before)
            }
            times.append(row.openTime_ms)
        }
        guard times.count > 3, shortest_ms > step_ms, shortest_ms < .max else { return }
        let minutes = shortest_ms / 60_000
        let was = minutes % 60 == 0 ? "\(minutes / 60)h" : "\(minutes)m"
        throw .otherInterval(file: path, was: was, asked: timeframe)
    }

    private func candle(_ row: CandleRow) throws(CandleFileError) -> Candle {
        do { return try row.candle(symbol: symbol, timeframe: timeframe) } catch {
            let prices: [(CandleColumn, Int64)] = [
                (.open, row.open), (.high, row.high), (.low, row.low), (.close, row.close),
            ]
            if let (column, units) = prices.first(where: { $0.1 <= 0 }) {
                throw refusal(column, FixedPoint.text(units: units), column.allowed)
            }
            let isHigh = row.high < max(row.open, row.low, row.close)
            let column: CandleColumn = isHigh ? .high : .low
            let was = FixedPoint.text(units: isHigh ? row.high : row.low)
            throw refusal(column, was, "the \(isHigh ? "highest" : "lowest") of the row's prices")
        }
    }

    private func count(_ candle: Candle, after previous: CandleRow?) {
        report.candles += 1
        if candle.isFlat { report.flatCandles += 1 }
        guard let previous, previous.openTime_ms >= from_ms else { return }
        let expected = Timestamp(milliseconds: previous.openTime_ms + step_ms)
        guard expected < candle.openTime else { return }
        report.add(CandleGap(symbol: symbol, timeframe: timeframe, from: expected, to: candle.openTime))
    }

    /// Of the row that was read last.
    private func refusal(_ column: CandleColumn, _ was: String, _ allowed: String) -> CandleFileError {
        .badRow(
            file: reader?.file ?? symbol.description,
            line: reader?.line ?? 0,
            column: column.name,
            was: was,
            allowed: allowed
        )
    }
}
