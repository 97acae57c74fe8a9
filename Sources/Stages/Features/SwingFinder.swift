import TradingDomain

/// Finds swing points: candles whose extreme stands out from the two candles on each side.
///
/// A swing high is strictly above the highs of the two candles before it and not below those of the two after it, so
/// that of equal highs in a row the first counts. It is confirmed, and told, when the second candle after it has closed:
/// never from a forming candle, never taken back. A swing low mirrors it.
///
/// - Source: the fractal of Bill Williams, "Trading Chaos", 1995, with the tie rule written out.
struct SwingFinder: Sendable {
    /// Candles on each side.
    static let reach = 2

    /// What a candle has confirmed; usually nothing.
    struct Found: Sendable {
        var high: SwingPoint?
        var low: SwingPoint?
    }

    private struct Point: Sendable {
        var high = 0.0
        var low = 0.0
        var closeTime = Timestamp.epoch
        var rsi: Double?
    }

    private var first = Point()
    private var second = Point()
    private var middle = Point()
    private var fourth = Point()
    private var fifth = Point()
    private var count = 0

    /// Takes the next closed candle.
    ///
    /// - Parameters:
    ///   - high: its highest price.
    ///   - low: its lowest price.
    ///   - closeTime: when it closed.
    ///   - rsi: RSI14 at it, where one is wanted.
    /// - Returns: the swing points that it confirms: those of the candle two before it.
    mutating func add(high: Double, low: Double, closeTime: Timestamp, rsi: Double?) -> Found {
        first = second
        second = middle
        middle = fourth
        fourth = fifth
        fifth = Point(high: high, low: low, closeTime: closeTime, rsi: rsi)
        if count < 5 { count += 1 }
        var found = Found()
        guard count == 5 else { return found }
        if middle.high > max(first.high, second.high), middle.high >= max(fourth.high, fifth.high) {
            found.high = SwingPoint(price: middle.high, closeTime: middle.closeTime, rsi: middle.rsi)
        }
        if middle.low < min(first.low, second.low), middle.low <= min(fourth.low, fifth.low) {
            found.low = SwingPoint(price: middle.low, closeTime: middle.closeTime, rsi: middle.rsi)
        }
        return found
    }
}
