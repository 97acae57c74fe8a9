package import TradingDomain

/// Builds long candles from the shorter ones of one symbol, exactly as the venue builds its own.
///
/// Open of the first, highest high, lowest low, close of the last, sum of the volumes, all in integers. A long candle
/// that began before the first short one is never built, because its open and extremes are not known.
package struct CandleAggregator: Hashable, Sendable {
    package let symbol: Symbol
    package let base: Timeframe
    package let target: Timeframe
    private let partsPerCandle: Int
    private var forming: Forming?
    private var hasBegun = false

    /// - Throws: ``ValueError/outOfRange(what:was:allowed:)`` when `target` is not a multiple of `base` above it.
    package init(symbol: Symbol, from base: Timeframe, to target: Timeframe) throws(ValueError) {
        guard target > base, target.milliseconds % base.milliseconds == 0 else {
            throw .outOfRange(what: "timeframe to build from \(base)", was: "\(target)", allowed: "a multiple above it")
        }
        self.symbol = symbol
        self.base = base
        self.target = target
        partsPerCandle = Int(target.milliseconds / base.milliseconds)
    }

    /// When the candle that is forming will close; `nil` while none is.
    package var closeTime: Timestamp? {
        forming.map { Timestamp(milliseconds: $0.openTime_ms + target.milliseconds) }
    }

    /// Adds the next short candle. Take the candle that closed before it first.
    ///
    /// - Throws: ``MarketLogError`` for a candle of another series, one that belongs to another long candle than the
    ///   one that is forming, or a volume above 92 billion.
    package mutating func append(_ candle: Candle) throws(MarketLogError) {
        guard candle.symbol == symbol else { throw .unknownSymbol(candle.symbol, allowed: [symbol]) }
        guard candle.timeframe == base else {
            throw .wrongTimeframe(candle.symbol, was: candle.timeframe, allowed: base)
        }
        guard forming != nil else {
            forming = Forming(candle, target: target, isCutOff: !hasBegun)
            hasBegun = true
            return
        }
        guard try forming?.add(candle, target: target) == true else {
            throw .disorder(symbol, was: candle.openTime, after: closeTime ?? candle.openTime)
        }
    }

    /// Takes the long candle that closes at or before `time`, if one was forming.
    ///
    /// - Throws: ``ValueError``, which would mean that a short candle was not valid.
    package mutating func take(closedBy time: Timestamp) throws(ValueError) -> BuiltCandle? {
        guard let built = forming, built.openTime_ms + target.milliseconds <= time.milliseconds else { return nil }
        forming = nil
        guard !built.isCutOff else { return nil }
        let candle = try Candle(
            symbol: symbol,
            timeframe: target,
            openTime: Timestamp(milliseconds: built.openTime_ms),
            open: built.open,
            high: built.high,
            low: built.low,
            close: built.close,
            volume: built.volume
        )
        return BuiltCandle(candle: candle, parts: built.parts, isComplete: built.parts == partsPerCandle)
    }
}
