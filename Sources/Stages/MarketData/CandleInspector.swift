package import TradingDomain

/// Says what is wrong or remarkable with the rows of one candle series, in the order in which they came.
///
/// It refuses nothing and mends nothing: that is for whoever uses the rows.
package struct CandleInspector: Hashable, Sendable {
    /// A move of this share of the price within one candle, beyond what its neighbours do, is an outlier: 10 %.
    package static let outlier_basisPoints = 1000
    /// ...and of this many times the mean range of the candles before it.
    package static let outlier_ranges = 20.0

    package let timeframe: Timeframe
    private let asOf: Timestamp?
    private let haltedAfter_candles: Int
    private var last: CandleRow?
    private var flatCandles = 0
    /// Mean range as a share of the price, exponentially weighted over about 20 candles; `nil` before the first.
    private var meanRange: Double?

    /// - Parameters:
    ///   - timeframe: length of the candles.
    ///   - asOf: when the rows were written, if that is known; a candle that closes later is not closed.
    package init(timeframe: Timeframe, asOf: Timestamp? = nil) {
        self.timeframe = timeframe
        self.asOf = asOf
        haltedAfter_candles = FreshnessRule(entryTimeframe: timeframe).haltedAfter_candles
    }

    /// - Returns: what was found, the gravest first; empty for a sound row.
    package mutating func inspect(_ row: CandleRow) -> [CandleFinding] {
        guard Self.isSound(row) else { return [.badPrices] }
        guard row.openTime_ms % timeframe.milliseconds == 0 else { return [.offGrid] }
        var findings: [CandleFinding] = []
        if let last {
            if row == last { return [.duplicate] }
            if row.openTime_ms == last.openTime_ms { return [.conflict] }
            if row.openTime_ms < last.openTime_ms {
                return [.disorder(after: Timestamp(milliseconds: last.openTime_ms))]
            }
            let missing = (row.openTime_ms - last.openTime_ms) / timeframe.milliseconds - 1
            if missing > 0 { findings.append(.gap(missing: Int(missing))) }
        }
        if let asOf, row.openTime_ms + timeframe.milliseconds > asOf.milliseconds { findings.append(.unclosed) }
        flatCandles = row.volume == 0 && row.high == row.low ? flatCandles + 1 : 0
        if flatCandles >= haltedAfter_candles { findings.append(.halt(flatCandles: flatCandles)) }
        if let jump = outlier(row) { findings.append(.outlier(basisPoints: jump)) }
        let range = Double(row.high - row.low) / Double(row.low)
        meanRange = meanRange.map { $0 + (range - $0) / 20 } ?? range
        last = row
        return findings
    }

    private static func isSound(_ row: CandleRow) -> Bool {
        row.low > 0 && row.volume >= 0 && row.low <= min(row.open, row.close) && row.high >= max(row.open, row.close)
    }

    /// The largest of: wick above the body, wick below it, step from the close before.
    /// - Returns: its size in basis points, if it is an outlier.
    private func outlier(_ row: CandleRow) -> Int? {
        guard let last, let meanRange else { return nil }
        let price = Double(last.close)
        let above = Double(row.high - max(row.open, row.close))
        let below = Double(min(row.open, row.close) - row.low)
        let share = max(above, below, Double(row.open - last.close).magnitude) / price
        let limit = max(Double(Self.outlier_basisPoints) / 10_000, Self.outlier_ranges * meanRange)
        return share > limit ? Int(share * 10_000) : nil
    }
}
