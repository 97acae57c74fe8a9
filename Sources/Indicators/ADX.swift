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
    /// Candles seen, counted up to `2 · period`.
    private var candles = 0
    private var previousHigh = 0.0
    private var previousLow = 0.0
    private var previousClose = 0.0
    private var plusMovement = 0.0
    private var minusMovement = 0.0
    private var range = 0.0
    /// The sum of DX until warm, their average from then on.
    private var average = 0.0

    /// - Parameter period: candles of the smoothing, in `periods`; traps otherwise.
    package init(period: Int) {
        PeriodRange.check(period, in: Self.periods, for: "the period of ADX")
        self.period = period
    }

    /// The latest index, 0 to 100; nil until warm.
    package var value: Double? { candles == 2 * period ? average : nil }

    /// The latest `+DI`, 0 to 100; nil until warm.
    package var plusDI: Double? { candles > period ? share(of: plusMovement) : nil }

    /// The latest `−DI`, 0 to 100; nil until warm.
    package var minusDI: Double? { candles > period ? share(of: minusMovement) : nil }

    /// Takes the next closed candle; all three are finite, in one unit.
    ///
    /// - Parameters:
    ///   - high: its highest price.
    ///   - low: its lowest price.
    ///   - close: its last price.
    /// - Returns: the index including it, 0 to 100; nil until warm.
    @discardableResult
    package mutating func update(high: Double, low: Double, close: Double) -> Double? {
        let rise = high - previousHigh
        let fall = previousLow - low
        let newRange = TrueRange.of(high: high, low: low, previousClose: previousClose)
        previousHigh = high
        previousLow = low
        previousClose = close
        let plus = rise > 0 && rise > fall ? rise : 0
        let minus = fall > 0 && fall > rise ? fall : 0
        guard candles >= period else {
            if candles > 0 {
                plusMovement += plus
                minusMovement += minus
                range += newRange
            }
            candles += 1
            return nil
        }
        let divisor = Double(period)
        plusMovement = plusMovement - plusMovement / divisor + plus
        minusMovement = minusMovement - minusMovement / divisor + minus
        range = range - range / divisor + newRange
        return smooth(directionalMovement)
    }

    /// Takes the next DX into the average.
    private mutating func smooth(_ movement: Double?) -> Double? {
        let divisor = Double(period)
        if candles == 2 * period {
            if let movement { average = (average * Double(period - 1) + movement) / divisor }
            return average
        }
        candles += 1
        if let movement { average += movement }
        guard candles == 2 * period else { return nil }
        average /= divisor
        return average
    }

    /// DX; nil when there was no range or no movement.
    private var directionalMovement: Double? {
        guard range > 0 else { return nil }
        let plus = 100 * (plusMovement / range)
        let minus = 100 * (minusMovement / range)
        let sum = minus + plus
        return sum < Self.noMovement ? nil : 100 * (abs(minus - plus) / sum)
    }

    private func share(of movement: Double) -> Double {
        range > 0 ? 100 * (movement / range) : 0
    }
}
