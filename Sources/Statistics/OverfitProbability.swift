/// How often the trial that was best in one half of the time is below the median in the other half: combinatorially
/// symmetric cross-validation.
///
/// - Source: D. Bailey, J. Borwein, M. López de Prado, Q. Zhu, "The probability of backtest overfitting", Journal of
///   Computational Finance 20 (4), 2017.
package struct OverfitProbability: Hashable, Sendable {
    /// 0 ... 1; 0.5 is what chance gives.
    package let value: Double
    /// Ways to part the time in two halves of equal length.
    package let partitions: Int

    /// `nil` for fewer than two trials, or fewer than two days a piece, or series of unequal length.
    ///
    /// - Parameters:
    ///   - trials: daily returns of each trial, all over the same days.
    ///   - pieces: into which the days are cut; even, 4 to 16. The days beyond a multiple of it are left out at the end.
    package init?(trials: [DailyReturns], pieces: Int = 10) {
        let pieces = min(max(pieces / 2 * 2, 4), 16)
        guard let days = trials.first?.values.count, trials.count >= 2, days >= 2 * pieces,
            trials.allSatisfy({ $0.values.count == days })
        else { return nil }
        let sums = trials.map { PieceSums($0.values, pieces: pieces) }
        var (below, partitions) = (0.0, 0)
        for mask in 0..<(1 << pieces) where mask.nonzeroBitCount == pieces / 2 {
            partitions += 1
            let inside = sums.map { $0.sharpe(mask) }
            let outside = sums.map { $0.sharpe(~mask) }
            guard let best = inside.indices.max(by: { inside[$0] < inside[$1] }) else { continue }
            let lower = outside.count { $0 < outside[best] }
            let equal = outside.count { $0 == outside[best] }
            // The rank of the chosen one, ties counted half, against the middle.
            let rank = (Double(lower) + Double(equal + 1) / 2) / Double(trials.count + 1)
            below += rank < 0.5 ? 1 : rank == 0.5 ? 0.5 : 0
        }
        self.partitions = partitions
        value = below / Double(partitions)
    }

    /// Sums of a series by piece, from which the Sharpe ratio of any union follows.
    private struct PieceSums {
        var sums: [Double] = []
        var squares: [Double] = []
        let length: Int

        init(_ values: [Double], pieces: Int) {
            length = values.count / pieces
            for piece in 0..<pieces {
                let part = values[piece * length..<(piece + 1) * length]
                sums.append(part.reduce(0, +))
                squares.append(part.reduce(0) { $0 + $1 * $1 })
            }
        }

        /// Zero where the returns do not vary.
        func sharpe(_ mask: Int) -> Double {
            var (sum, square, count) = (0.0, 0.0, 0)
            for piece in sums.indices where mask & (1 << piece) != 0 {
                sum += sums[piece]
                square += squares[piece]
                count += length
            }
            let mean = sum / Double(count)
            let variance = square / Double(count) - mean * mean
            return variance > 1e-24 ? mean / variance.squareRoot() : 0
        }
    }
}
