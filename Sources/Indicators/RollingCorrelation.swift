/// Pearson's correlation of two series over their last `period` pairs.
///
/// - Formula: `Σ(x − x̄)(y − ȳ) / sqrt(Σ(x − x̄)² · Σ(y − ȳ)²)`, kept within −1 to 1, as running sums about an anchor for
///   each series, moved like that of `RollingStandardDeviation`.
/// - Unit: none, −1 to 1.
/// - Warm-up: first valid index `period − 1`. Afterwards nil while one series does not move: undefined is not zero.
/// - Source: TA-Lib 0.8 `CORREL`; the same sums in the same order, so equal to the bit when both start at the same pair,
///   except that TA-Lib prints 0 where this is nil.
package struct RollingCorrelation: Sendable, Equatable {
    /// The periods that `init` accepts.
    package static let periods = 2...PeriodRange.longest

    /// The latest correlation, −1 to 1; nil until warm, or while one series does not move.
    package private(set) var value: Double?
    package let period: Int
    private let inverse: Double
    private var xs: [Double]
    private var ys: [Double]
    private var cursor = 0
    private var count = 0
    private var xAnchor = 0.0
    private var yAnchor = 0.0
    private var sums = PairSums()
    /// The squared distances of the pair that left last from their anchors.
    private var xLeaving = 0.0
    private var yLeaving = 0.0
    /// Pairs until the anchors are moved in any case.
    private var patience: Int

    /// - Parameter period: number of pairs, in `periods`; traps otherwise.
    package init(period: Int) {
        PeriodRange.check(period, in: Self.periods, for: "the period of RollingCorrelation")
        self.period = period
        inverse = 1 / Double(period)
        xs = [Double](repeating: 0, count: period)
        ys = xs
        patience = Anchor.longestStay * period
    }

    /// Takes the next pair; both are finite, such as two returns over the same time.
    ///
    /// - Parameters:
    ///   - x: the next of the one series.
    ///   - y: the next of the other.
    /// - Returns: the correlation of the pairs that end with it; nil until warm, or while one series does not move.
    @discardableResult
    package mutating func update(_ x: Double, _ y: Double) -> Double? {
        if count == 0 {
            xAnchor = x
            yAnchor = y
        }
        sums.add(x - xAnchor, y - yAnchor)
        xs[cursor] = x
        ys[cursor] = y
        cursor += 1
        if cursor == period { cursor = 0 }
        if count < period { count += 1 }
        guard count == period else { return nil }
        var spread = sums.spread(inverse)
        patience -= 1
        if isStale(spread) {
            moveAnchors()
            spread = sums.spread(inverse)
        }
        value = correlation(spread)
        let oldestX = xs[cursor] - xAnchor
        let oldestY = ys[cursor] - yAnchor
        xLeaving = oldestX * oldestX
        yLeaving = oldestY * oldestY
        sums.remove(oldestX, oldestY)
        return value
    }

    private func isStale(_ spread: PairSums.Spread) -> Bool {
        spread.x < Anchor.leastShare * sums.xSquares || spread.y < Anchor.leastShare * sums.ySquares
            || xLeaving > Anchor.largestOutlier * sums.xSquares || yLeaving > Anchor.largestOutlier * sums.ySquares
            || patience <= 0
    }

    private func correlation(_ spread: PairSums.Spread) -> Double? {
        guard spread.x > Anchor.leastSpread * sums.xSquares, spread.y > Anchor.leastSpread * sums.ySquares else {
            return nil
        }
        return min(max(spread.products / (spread.x * spread.y).squareRoot(), -1), 1)
    }

    /// Sums the whole window anew about its means.
    private mutating func moveAnchors() {
        patience = Anchor.longestStay * period
        xAnchor = 0
        yAnchor = 0
        for index in 0..<period {
            xAnchor += xs[place(index)]
            yAnchor += ys[place(index)]
        }
        xAnchor *= inverse
        yAnchor *= inverse
        sums = PairSums()
        for index in 0..<period {
            sums.add(xs[place(index)] - xAnchor, ys[place(index)] - yAnchor)
        }
    }

    /// Where the ring holds the pair that came `index` after the oldest.
    private func place(_ index: Int) -> Int {
        let place = cursor + index
        return place < period ? place : place - period
    }
}
