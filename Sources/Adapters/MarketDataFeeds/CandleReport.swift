/// What was found while candles were read.
package struct CandleReport: Hashable, Sendable {
    /// More gaps than this are counted, not listed.
    package static let mostGapsListed = 10_000

    package internal(set) var candles = 0
    /// Rows that equalled the one before in every number, and were dropped.
    package internal(set) var duplicates = 0
    /// Candles without a trade.
    package internal(set) var flatCandles = 0
    /// In order of time.
    package internal(set) var gaps: [CandleGap] = []
    package internal(set) var gapCount = 0
    package internal(set) var missingCandles = 0

    mutating func add(_ gap: CandleGap) {
        gapCount += 1
        missingCandles += gap.count
        if gaps.count < Self.mostGapsListed { gaps.append(gap) }
    }

    mutating func add(_ other: CandleReport) {
        candles += other.candles
        duplicates += other.duplicates
        flatCandles += other.flatCandles
        gapCount += other.gapCount
        missingCandles += other.missingCandles
        gaps = Array(
            (gaps + other.gaps).sorted { ($0.from, $0.symbol) < ($1.from, $1.symbol) }.prefix(Self.mostGapsListed)
        )
    }
}
