/// Confidence intervals by drawing the history anew, in blocks of days so that good and bad times stay together.
///
/// - Source: D. Politis, J. Romano, "A circular block-resampling procedure for stationary data", 1992.
package struct BlockBootstrap: Hashable, Sendable {
    package let sharpe: Interval
    package let growth: Interval
    package let maximumDrawdown: Interval

    /// Days of a block.
    package static let block = 10
    package static let draws = 2_000
    package static let seed: UInt64 = 1

    /// `nil` below 30 days.
    ///
    /// - Parameter returns: of days, in order.
    package init?(_ returns: DailyReturns) {
        let values = returns.values
        guard values.count >= 30 else { return nil }
        var chance = SplitMix64(seed: Self.seed)
        var (sharpes, growths, drawdowns): ([Double], [Double], [Double]) = ([], [], [])
        var drawn = [Double](repeating: 0, count: values.count)
        for _ in 0..<Self.draws {
            var filled = 0
            while filled < values.count {
                let start = chance.index(below: values.count)
                for offset in 0..<min(Self.block, values.count - filled) {
                    drawn[filled] = values[(start + offset) % values.count]
                    filled += 1
                }
            }
            let sample = DailyReturns(drawn)
            sharpes.append((sample.dailySharpe ?? 0) * 365.0.squareRoot())
            growths.append(sample.growth ?? -1)
            drawdowns.append(sample.maximumDrawdown)
        }
        guard let sharpe = Interval.middle(of: sharpes), let growth = Interval.middle(of: growths),
            let maximumDrawdown = Interval.middle(of: drawdowns)
        else { return nil }
        (self.sharpe, self.growth, self.maximumDrawdown) = (sharpe, growth, maximumDrawdown)
    }
}
