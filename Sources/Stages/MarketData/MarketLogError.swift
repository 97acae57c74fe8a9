package import TradingDomain

/// Why a candle cannot enter the market log.
package enum MarketLogError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownSymbol(Symbol, allowed: [Symbol])
    case wrongTimeframe(Symbol, was: Timeframe, allowed: Timeframe)
    /// The candle is not after the last one in the order of close time, then symbol.
    case disorder(Symbol, was: Timestamp, after: Timestamp)
    /// A second candle with the open time of the last one and other numbers.
    case conflict(Symbol, openTime: Timestamp)
    /// So long without any candle that the clock of one of the two must be wrong.
    case holeTooLong(Symbol, from: Timestamp, to: Timestamp)
    case volumeTooLarge(Symbol, at: Timestamp)
    /// A candle built from valid ones was refused: a bug.
    case invalidCandle(ValueError)

    package var description: String {
        switch self {
        case .unknownSymbol(let symbol, let allowed):
            "candle of \(symbol) in a log of \(allowed.map(\.description).joined(separator: ", ")): ask for that symbol"
        case .wrongTimeframe(let symbol, let was, let allowed):
            "\(symbol): candle of \(was) in a log of \(allowed) candles; feed candles of \(allowed) only"
        case .disorder(let symbol, let was, let after):
            "\(symbol): candle opened \(was) comes after \(after); order candles by close time, then symbol"
        case .conflict(let symbol, let openTime):
            "\(symbol): two candles opened \(openTime) with different numbers; remove the wrong one"
        case .holeTooLong(let symbol, let from, let to):
            "\(symbol): no candle at all from \(from) to \(to); a log allows a hole of 366 days, start a new one"
        case .volumeTooLarge(let symbol, let at):
            "\(symbol): volume of the 4h candle at \(at) is above 92 billion, the most that 64 bits hold"
        case .invalidCandle(let error):
            "a built candle is not valid: \(error)"
        }
    }
}
