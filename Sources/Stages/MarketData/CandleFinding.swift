package import TradingDomain

/// What is remarkable about one row of a candle series.
package enum CandleFinding: Hashable, Sendable, CustomStringConvertible {
    /// High below another price, low above one, a price not above zero, or a volume below zero.
    case badPrices
    /// The open time is no multiple of the timeframe.
    case offGrid
    /// The row equals the one before it.
    case duplicate
    /// Another row of the same time had other numbers.
    case conflict
    /// Earlier than the row before it.
    case disorder(after: Timestamp)
    /// So many rows before this one never came.
    case gap(missing: Int)
    /// The last rows are flat and without volume: the venue has halted.
    case halt(flatCandles: Int)
    /// The price left its candle's body or the close before it by this much; real crashes do so too.
    case outlier(basisPoints: Int)
    /// The candle's time was not over when the row was written, so its numbers are not final.
    case unclosed

    package var description: String {
        switch self {
        case .badPrices: "bad prices: high or low is not the extreme, or a number is below zero"
        case .offGrid: "off the grid: open time is no multiple of the timeframe"
        case .duplicate: "duplicate of the row before"
        case .conflict: "second row of this time with other numbers"
        case .disorder(let after): "out of order, comes after \(after)"
        case .gap(let missing): "gap: \(missing) candles missing before it"
        case .halt(let flatCandles): "halt: \(flatCandles) flat candles without volume in a row"
        case .outlier(let basisPoints): "outlier: price jumped by \(basisPoints / 100) %"
        case .unclosed: "not closed yet: its numbers are not final"
        }
    }
}
