package import TradingDomain

extension FeatureEngine {
    /// What the models see at a tick. Apply the log up to the tick's position first, and no further.
    ///
    /// - Parameters:
    ///   - cycle: position and time of the tick.
    ///   - symbols: whose snapshots are wanted, in any order; `nil` for all. Unknown ones are left out.
    ///   - hasSeries: whether the last ten values of each series are taken too. No rule reads them, only a prompt: a
    ///     backtest without prompts leaves them out, and a snapshot then costs a third.
    /// - Returns: one snapshot a symbol, in ascending order. None at all when an event after the tick was applied: an
    ///   engine cannot forget what it has seen.
    package func snapshots(
        at cycle: CycleID,
        of symbols: [Symbol]? = nil,
        hasSeries: Bool = true
    ) -> [FeatureSnapshot] {
        guard position <= cycle.position else { return [] }
        guard let symbols else {
            return views.indices.map { snapshot(of: $0, at: cycle, hasSeries: hasSeries) }
        }
        var wanted: [Int] = []
        for symbol in symbols.sorted() {
            if let index = index(of: symbol), wanted.last != index { wanted.append(index) }
        }
        return wanted.map { snapshot(of: $0, at: cycle, hasSeries: hasSeries) }
    }

    private func snapshot(of index: Int, at cycle: CycleID, hasSeries: Bool) -> FeatureSnapshot {
        var snapshot = FeatureSnapshot(
            symbol: symbols[index],
            cycle: cycle,
            freshness: views[index].freshness(at: cycle.time, entryTimeframe: entryTimeframe),
            entryTimeframe: entryTimeframe,
            price: views[index].momentum?.close,
            boxedTrend: trends[index],
            momentum: views[index].momentum,
            realisedVolatility: views[index].realisedVolatility,
            hasGapInWindow: views[index].hasGapInWindow,
            correlations: correlations.row(of: index)
        )
        if hasSeries { snapshot.last = recent[index].values }
        return snapshot
    }
}
