import Glibc

/// A generated walk of candles, the same from the same seed on every machine.
struct Series {
    private(set) var highs: [Double] = []
    private(set) var lows: [Double] = []
    private(set) var closes: [Double] = []

    /// Prices wander in hundredths around 30 000, as on a large market.
    init(candles: Int) {
        var state: UInt64 = 7
        func draw(_ bound: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % bound)
        }
        highs.reserveCapacity(candles)
        lows.reserveCapacity(candles)
        closes.reserveCapacity(candles)
        var close = 3_000_000
        for _ in 0..<candles {
            let opening = close
            close = max(opening + draw(6_001) - 3_000, 100_000)
            highs.append(Double(max(opening, close) + draw(1_500)) / 100)
            lows.append(Double(min(opening, close) - draw(1_500)) / 100)
            closes.append(Double(close) / 100)
        }
    }

    /// Writes highs, lows and closes, one after the other, as the machine's doubles, for the other contenders.
    ///
    /// - Parameter path: the file to make.
    /// - Returns: true when all of it was written.
    func write(to path: String) -> Bool {
        guard let file = fopen(path, "wb") else { return false }
        var isComplete = true
        for column in [highs, lows, closes] {
            isComplete = fwrite(column, MemoryLayout<Double>.stride, column.count, file) == column.count && isComplete
        }
        return fclose(file) == 0 && isComplete
    }
}
