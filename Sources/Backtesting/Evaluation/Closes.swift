internal import TradingDomain

/// The closes of one symbol, by time.
struct Closes {
    let step_ms: Int64
    private(set) var times: [Int64] = []
    private(set) var units: [Int64] = []

    init(step_ms: Int64) { self.step_ms = step_ms }

    mutating func add(_ candle: Candle) {
        times.append(candle.closeTime.milliseconds)
        units.append(candle.close.units)
    }

    /// The move of the price from `price` to the last close at `time`, in units of 1e-8.
    ///
    /// - Parameters:
    ///   - price: where it began.
    ///   - time: when it ends.
    /// - Returns: `nil` when no candle closed within two steps before `time`: a gap, or beyond the end.
    func move_e8(from price: Price, to time: Timestamp) -> Int64? {
        var (low, high) = (0, times.count)
        while low < high {
            let middle = (low + high) / 2
            if times[middle] <= time.milliseconds { low = middle + 1 } else { high = middle }
        }
        guard low > 0, let last = times.last, time.milliseconds <= last,
            time.milliseconds - times[low - 1] < 2 * step_ms
        else { return nil }
        return FixedPoint.multiply(units[low - 1] - price.units, FixedPoint.unitsPerOne, dividedBy: price.units)
    }
}
