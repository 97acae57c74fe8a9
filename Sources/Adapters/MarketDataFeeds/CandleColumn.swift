/// The columns that are read, in the exchange's order; any further ones are ignored.
///
/// - Source: Binance kline archives, https://github.com/binance/binance-public-data.
enum CandleColumn: Int, CaseIterable {
    case openTime
    case open
    case high
    case low
    case close
    case volume

    var name: String {
        switch self {
        case .openTime: "open_time"
        case .open: "open"
        case .high: "high"
        case .low: "low"
        case .close: "close"
        case .volume: "volume"
        }
    }

    var allowed: String {
        switch self {
        case .openTime: "milliseconds (13 digits) or microseconds (16 digits) since 1970, the same in the whole file"
        case .open, .high, .low, .close: "digits above zero with at most 8 decimals, such as 101.25"
        case .volume: "zero or more, digits with at most 8 decimals, below 92 billion"
        }
    }
}
