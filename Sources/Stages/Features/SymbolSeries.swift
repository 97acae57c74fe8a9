import TradingDomain

/// All that is remembered of one symbol.
struct SymbolSeries: Sendable {
    /// The entry candles that the indicators weigh most; a gap among them is told.
    static let gapWindow_candles = 50

    private(set) var entry: EntrySeries
    private(set) var trend = TrendSeries()
    private let rule: FreshnessRule
    private let entryTimeframe: Timeframe
    /// How many of the last entry candles in a row are flat and without volume.
    private var flatCandles = 0
    /// Entry candles since the last gap, counted up to ``gapWindow_candles``; that much before any gap.
    private var candlesSinceGap = SymbolSeries.gapWindow_candles

    init(entryTimeframe: Timeframe) {
        entry = EntrySeries(timeframe: entryTimeframe)
        rule = FreshnessRule(entryTimeframe: entryTimeframe)
        self.entryTimeframe = entryTimeframe
    }

    /// A gap lies between two of the last ``gapWindow_candles`` entry candles, or after them.
    var hasGapInWindow: Bool { candlesSinceGap < Self.gapWindow_candles }

    mutating func gapFound() { candlesSinceGap = 0 }

    /// - Returns: the return since the candle that closed when this one opened; `nil` after a gap.
    mutating func addEntry(_ candle: Candle) -> Double? {
        flatCandles = candle.isFlat ? flatCandles + 1 : 0
        let isContinuous = entry.last.map { $0.closeTime == candle.openTime } ?? true
        if !isContinuous { candlesSinceGap = 0 }
        if candlesSinceGap < Self.gapWindow_candles { candlesSinceGap += 1 }
        let change = entry.add(candle)
        return isContinuous ? change : nil
    }

    mutating func addTrend(_ candle: Candle) { trend.add(candle) }

    /// Stale before halted before warming up: the first that holds is what a person must know.
    func freshness(at tick: Timestamp) -> Freshness {
        guard let lastClose = entry.last?.closeTime else { return .warmingUp }
        let verdict = rule.freshness(at: tick, lastClose: lastClose, flatCandles: flatCandles)
        guard verdict.isFresh else { return verdict }
        guard trend.isWarm, entry.isWarm, let trendClose = trend.features?.closeTime else { return .warmingUp }
        let age_ms = tick.milliseconds(since: trendClose)
        return age_ms >= Timeframe.fourHours.milliseconds ? .stale(age_ms: age_ms) : .fresh
    }
}
