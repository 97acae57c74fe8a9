import TradingDomain

/// Compares price and RSI14 at the last two confirmed swing highs, and at the last two swing lows.
///
/// Bearish: the later swing high is higher, its RSI14 lower. Bullish: the later swing low is lower, its RSI14 higher. The
/// two swings lie at most 60 candles apart. It is told from the confirmation of the later swing until that is more than
/// ten candles old, or the next swing of its kind, or a divergence of the other kind, takes its place.
struct DivergenceFinder: Sendable {
    static let mostApart_candles = 60
    static let longestTold_candles = 10

    /// A swing and the number of its candle, from 1.
    private struct Swing: Sendable {
        var point: SwingPoint
        var candle: Int
    }

    private var swings = SwingFinder()
    private var lastHigh: Swing?
    private var lastLow: Swing?
    private var told: (divergence: MomentumFeatures.Divergence, candle: Int)?
    private var candles = 0

    /// Takes the next closed candle.
    ///
    /// - Parameters:
    ///   - high: its highest price.
    ///   - low: its lowest price.
    ///   - closeTime: when it closed.
    ///   - rsi14: at it; `nil` until warm.
    /// - Returns: the divergence that holds as of it, if one does.
    mutating func add(
        high: Double,
        low: Double,
        closeTime: Timestamp,
        rsi14: Double?
    ) -> MomentumFeatures.Divergence? {
        candles += 1
        let found = swings.add(high: high, low: low, closeTime: closeTime, rsi: rsi14)
        let candle = candles - SwingFinder.reach
        if let point = found.high {
            let swing = Swing(point: point, candle: candle)
            tell(.bearish, holds: lastHigh.map { Self.diverges(from: $0, to: swing, sign: 1) } ?? false, candle)
            lastHigh = swing
        }
        if let point = found.low {
            let swing = Swing(point: point, candle: candle)
            tell(.bullish, holds: lastLow.map { Self.diverges(from: $0, to: swing, sign: -1) } ?? false, candle)
            lastLow = swing
        }
        if let told, candles - told.candle > Self.longestTold_candles { self.told = nil }
        return told?.divergence
    }

    private mutating func tell(_ divergence: MomentumFeatures.Divergence, holds: Bool, _ candle: Int) {
        if holds {
            told = (divergence, candle)
        } else if told?.divergence == divergence {
            told = nil
        }
    }

    /// The price went further, by `sign` up or down, and RSI14 went the other way.
    private static func diverges(from earlier: Swing, to later: Swing, sign: Double) -> Bool {
        guard later.candle - earlier.candle <= mostApart_candles, let before = earlier.point.rsi,
            let after = later.point.rsi
        else { return false }
        return (later.point.price - earlier.point.price) * sign > 0 && (after - before) * sign < 0
    }
}
