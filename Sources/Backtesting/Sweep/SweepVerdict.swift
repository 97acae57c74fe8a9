internal import Statistics

/// What the best point of a sweep is worth, now that it is the best of many.
package struct SweepVerdict: Hashable, Sendable {
    /// Points that differ: settings that change nothing are no further trial.
    package let trials: Int
    package let best: SweepPoint
    /// Probability that the best point's true Sharpe ratio is above zero, had it been the only one.
    package let alone: Double?
    /// The same against the best that as many worthless points would show.
    package let deflated: Double?
    /// The annualised Sharpe ratio that the best of as many worthless points would show.
    package let expectedSharpe: Double?
    /// How often the best of one half of the time is below the median in the other half.
    package let overfit: Double?
    /// What following the best point so far would have earned, window by window.
    package let walk: [Window]

    package struct Window: Hashable, Sendable {
        /// Days from the first, end excluded.
        package let days: Range<Int>
        /// Best by Sharpe ratio over all days before.
        package let settings: [String]
        /// Of the chosen point within the window.
        package let chosen: Double
        /// Of the point that turned out best within it.
        package let best: Double
        /// The middle one of all points.
        package let median: Double
    }

    /// `nil` without a point that has a Sharpe ratio.
    ///
    /// - Parameters:
    ///   - points: of one sweep, over the same days.
    ///   - windows: for the walk forward; the first is only learned from. 2 or more.
    package init?(_ points: [SweepPoint], windows: Int) {
        let rated = points.filter { $0.sharpe != nil }
        guard let best = rated.max(by: { ($0.sharpe ?? 0) < ($1.sharpe ?? 0) }) else { return nil }
        var seen: Set<String> = []
        let points = points.filter { seen.insert($0.ledgerHash).inserted }
        let series = points.map { DailyReturns($0.dailyReturns) }
        let sharpes = series.map { $0.dailySharpe ?? 0 }
        let deflation = DeflatedSharpe(best: DailyReturns(best.dailyReturns), trials: sharpes)
        trials = points.count
        self.best = best
        alone = deflation?.probabilistic
        deflated = deflation?.deflated
        expectedSharpe = deflation.map { $0.expectedMaximum * 365.0.squareRoot() }
        overfit = OverfitProbability(trials: series)?.value
        walk = Self.walk(points, windows: windows)
    }

    /// The chosen points' returns, one window after the other: growth over all of them.
    package var walkedReturn: Double? {
        walk.isEmpty ? nil : walk.reduce(1) { $0 * (1 + $1.chosen) } - 1
    }

    private static func walk(_ points: [SweepPoint], windows: Int) -> [Window] {
        guard let days = points.map(\.dailyReturns.count).min(), windows >= 2, days >= windows * 2 else { return [] }
        var found: [Window] = []
        for window in 1..<windows {
            let range = (days * window / windows)..<(days * (window + 1) / windows)
            let learned = points.map { DailyReturns(Array($0.dailyReturns[..<range.lowerBound])).dailySharpe ?? 0 }
            guard let chosen = learned.indices.max(by: { learned[$0] < learned[$1] }) else { continue }
            let earned = points.map { $0.dailyReturns[range].reduce(1) { $0 * (1 + $1) } - 1 }
            let sorted = earned.sorted()
            found.append(
                Window(
                    days: range,
                    settings: points[chosen].settings,
                    chosen: earned[chosen],
                    best: sorted[sorted.count - 1],
                    median: sorted[sorted.count / 2]
                )
            )
        }
        return found
    }
}
