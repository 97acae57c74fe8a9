package import TradingDomain

/// Turns market events into what the models see: streaming, O(1) per candle, without a heap allocation per entry candle.
///
/// A snapshot is a function of the events that were applied and of nothing else, so two engines that applied the same
/// log give the same bytes, wherever and whenever they run. `docs/features.md` has every rule with an example.
package struct FeatureEngine: Sendable {
    /// History to apply before everything can be warm: EMA50 of 4 h candles, and the one that the start may cut off.
    package static let warmUp_ms: Int64 = 51 * Timeframe.fourHours.milliseconds

    /// In ascending order, each once.
    package let symbols: [Symbol]
    package let entryTimeframe: Timeframe
    /// The position of the last event applied; zero before the first.
    package private(set) var position: LogPosition = 0
    private var series: [SymbolSeries]
    var views: [SymbolView]
    /// The 4 h view of each symbol.
    var trends: [Boxed<TrendFeatures>?]
    /// The last values of each symbol's series; apart from the views, for only prompts show them.
    var recent: [RecentSeries]
    var correlations: CorrelationMatrix

    /// - Parameters:
    ///   - symbols: whose features are wanted, in any order. Correlations are among these.
    ///   - entryTimeframe: of the candles that the momentum view is made of.
    package init(symbols: [Symbol], entryTimeframe: Timeframe) {
        var ordered: [Symbol] = []
        for symbol in symbols.sorted() where ordered.last != symbol { ordered.append(symbol) }
        self.symbols = ordered
        self.entryTimeframe = entryTimeframe
        series = ordered.map { _ in SymbolSeries(entryTimeframe: entryTimeframe) }
        views = ordered.map { _ in SymbolView() }
        trends = ordered.map { _ in nil }
        recent = ordered.map { _ in RecentSeries() }
        correlations = CorrelationMatrix(symbols: ordered)
    }

    /// Takes the next event of the log.
    ///
    /// An event at or before ``position`` is ignored, so one that comes twice changes nothing; so are those of other
    /// symbols and timeframes, but for their position.
    ///
    /// - Parameter event: the one that follows ``position`` in the log.
    package mutating func apply(_ event: MarketEvent) {
        guard event.position > position else { return }
        position = event.position
        switch event.kind {
        case .candleClosed(let candle): apply(candle)
        case .gapFound(let symbol, entryTimeframe, _, _):
            if let index = index(of: symbol) { views[index].gapFound() }
        case .gapFound, .fundingSettled, .tick: break
        }
    }

    private mutating func apply(_ candle: Candle) {
        guard let index = index(of: candle.symbol) else { return }
        if candle.timeframe == entryTimeframe,
            let change = series[index].addEntry(candle, &views[index], &recent[index])
        {
            correlations.add(change, at: candle.closeTime, of: index)
        }
        if candle.timeframe == .fourHours {
            let trend = series[index].addTrend(candle)
            views[index].see(trend)
            trends[index] = Boxed(trend)
        }
    }

    /// Binary search; a hash table would cost more for the few symbols of a shard.
    func index(of symbol: Symbol) -> Int? {
        var low = 0
        var high = symbols.count
        while low < high {
            let middle = (low + high) / 2
            if symbols[middle] < symbol { low = middle + 1 } else { high = middle }
        }
        return low < symbols.count && symbols[low] == symbol ? low : nil
    }
}
