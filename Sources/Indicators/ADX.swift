/// Average directional index: how strongly prices go one way, and which, smoothed as Wilder does.
///
/// - Formula: `+DM` is the rise of the high when larger than the fall of the low and positive, else 0; `−DM` likewise
///   for the fall. `+DM`, `−DM` and the true range are summed over the first `period − 1` candles, then
///   `S = S − S / period + new`. `±DI = 100 · ±DM / TR`, `DX = 100 · |+DI − −DI| / (+DI + −DI)`; the first ADX is the
///   mean of `period` values of DX, then `ADX = (ADX · (period − 1) + DX) / period`. Without movement DX is undefined
///   and the ADX stays as it was; without range `±DI` is 0.
/// - Unit: 0 to 100, all three.
/// - Warm-up: first valid index `2 · period − 1` for the ADX, `period` for the directional indices.
/// - Source: TA-Lib 0.8 `ADX`, `PLUS_DI`, `MINUS_DI` (J. Welles Wilder, 1978); equal to the bit, no running sum.
package struct ADX: Sendable, Equatable {
    /// The periods that `init` accepts.
    package static let periods = 2...PeriodRange.longest
    /// TA-Lib's `TA_EPSILON`: a sum of both directional indices below it counts as no movement.
    private static let noMovement = 1e-14

    package let period: Int
    /// Candles until warm: `2 · period`.
    private let warm: Int
    private let divisor: Double
    private let rest: Double
    /// Candles seen, counted up to `warm`.
    private var candles = 0
    /// High and low of the previous candle.
    private var previousReach = SIMD2(0.0, 0.0)
    private var previousClose = 0.0
    /// `+DM` and `−DM`.
    private var movement = SIMD2(0.0, 0.0)
    private var range = 0.0
    /// The sum of DX until warm, their average from then on.
    private var average = 0.0

    /// - Parameter period: candles of the smoothing, in `periods`; traps otherwise.
    package init(period: Int) {
        PeriodRange.check(period, in: Self.periods, for: "the period of ADX")
        self.period = period
        warm = 2 * period
        divisor = Double(period)
        rest = Double(period - 1)
    }

    /// The latest index, 0 to 100; nil until warm.
    package var value: Double? { candles == warm ? average : nil }

    /// The latest `+DI`, 0 to 100; nil until warm.
    package var plusDI: Double? { candles > period ? share(of: movement.x) : nil }

    /// The latest `−DI`, 0 to 100; nil until warm.
    package var minusDI: Double? { candles > period ? share(of: movement.y) : nil }

    /// Takes the next closed candle; all three are finite, in one unit.
    ///
    /// - Parameters:
    ///   - high: its highest price.
    ///   - low: its lowest price.
    ///   - close: its last price.
    /// - Returns: the index including it, 0 to 100; nil until warm.
    @discardableResult
    package mutating func update(high: Double, low: Double, close: Double) -> Double? {
        let steps = SIMD2(high - previousReach.x, previousReach.y - low)
        let newRange = TrueRange.of(high: high, low: low, previousClose: previousClose)
        previousReach = SIMD2(high, low)
        previousClose = close
        // A mask, not branches: which way a candle went is what no processor can predict.
        let others = SIMD2(steps.y, steps.x)
        let moved = steps.replacing(with: 0, where: (steps .<= others) .| (steps .<= 0))
        guard candles >= period else {
            if candles > 0 {
                movement += moved
                range += newRange
            }
            candles += 1
            return nil
        }
        movement = movement - movement / divisor + moved
        range = range - range / divisor + newRange
        return smooth(directionalIndex)
    }

    /// Takes the next DX into the average.
    @inline(__always) private mutating func smooth(_ index: Double?) -> Double? {
        if candles == warm {
            if let index { average = (average * rest + index) / divisor }
            return average
        }
        candles += 1
        if let index { average += index }
        guard candles == warm else { return nil }
        average /= divisor
        return average
    }

    /// DX; nil when there was no range or no movement.
    @inline(__always) private var directionalIndex: Double? {
        guard range > 0 else { return nil }
        let shares = 100 * (movement / range)
        let sum = shares.y + shares.x
        return sum < Self.noMovement ? nil : 100 * (abs(shares.y - shares.x) / sum)
    }

    private func share(of movement: Double) -> Double {
        range > 0 ? 100 * (movement / range) : 0
    }
}
