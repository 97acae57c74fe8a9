import TradingDomain

/// The indicators of one symbol. They stay apart from its ``SymbolView``, so that a snapshot never touches, and never
/// counts references to, their buffers.
struct SymbolSeries: Sendable {
    private var entry: EntrySeries
    private var trend = TrendSeries()

    init(entryTimeframe: Timeframe) { entry = EntrySeries(timeframe: entryTimeframe) }

    /// - Parameters:
    ///   - candle: the next of the entry timeframe.
    ///   - view: what the symbol's snapshot shows, which it renews.
    ///   - recent: the last values of the series, which it prolongs.
    /// - Returns: the return, as a fraction, since the candle that closed when this one opened; `nil` after a gap.
    mutating func addEntry(
        _ candle: Candle,
        _ view: inout SymbolView,
        _ recent: inout RecentSeries
    ) -> Double? {
        let before = view.momentum?.close
        let isContinuous = before == nil || view.momentum?.closeTime == candle.openTime
        view.count(candle, isContinuous: isContinuous)
        view.realisedVolatility = view.update(candle) { entry.add(candle, &recent, &$0) }
        guard isContinuous, let before else { return nil }
        return Double(candle.close.units) / Double(before.units) - 1
    }

    mutating func addTrend(_ candle: Candle) -> TrendFeatures { trend.add(candle) }
}
