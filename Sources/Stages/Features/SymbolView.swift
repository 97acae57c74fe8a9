import TradingDomain

/// What a snapshot shows of one symbol, as of its last candles.
struct SymbolView: Sendable {
    /// The entry candles that the indicators weigh most; a gap among them is told.
    static let gapWindow_candles = 50

    /// Without the series, which the engine keeps apart.
    var momentum: MomentumFeatures?
    /// Of the 4 h view, which the engine keeps apart too, so that this one is plain numbers.
    private var trendCloseTime: Timestamp?
    private var isTrendWarm = false
    var realisedVolatility: Double?
    /// How many of the last entry candles in a row are flat and without volume.
    private var flatCandles = 0
    /// Entry candles since the last gap, counted up to ``gapWindow_candles``; that much before any gap.
    private var candlesSinceGap = SymbolView.gapWindow_candles

    /// A gap lies between two of the last ``gapWindow_candles`` entry candles, or after them.
    var hasGapInWindow: Bool { candlesSinceGap < Self.gapWindow_candles }

    mutating func gapFound() { candlesSinceGap = 0 }

    mutating func count(_ candle: Candle, isContinuous: Bool) {
        flatCandles = candle.isFlat ? flatCandles + 1 : 0
        if !isContinuous { candlesSinceGap = 0 }
        if candlesSinceGap < Self.gapWindow_candles { candlesSinceGap += 1 }
    }

    /// Renews the momentum view where it lies.
    @inline(__always)
    mutating func update(_ candle: Candle, _ change: (inout MomentumFeatures) -> Double?) -> Double? {
        if case .none = momentum { momentum = MomentumFeatures(closeTime: candle.closeTime, close: candle.close) }
        return momentum?.changed(by: change) ?? nil
    }

    mutating func see(_ trend: TrendFeatures) {
        trendCloseTime = trend.closeTime
        isTrendWarm = trend.direction != nil && trend.strength != nil
    }

    /// Stale before halted before warming up: the first that holds is what a person must know.
    @inline(__always)
    func freshness(at tick: Timestamp, entryTimeframe: Timeframe) -> Freshness {
        guard let lastClose = momentum?.closeTime else { return .warmingUp }
        let rule = FreshnessRule(entryTimeframe: entryTimeframe)
        let verdict = rule.freshness(at: tick, lastClose: lastClose, flatCandles: flatCandles)
        guard verdict.isFresh else { return verdict }
        guard let trendClose = trendCloseTime, isWarm else { return .warmingUp }
        let age_ms = tick.milliseconds(since: trendClose)
        return age_ms >= Timeframe.fourHours.milliseconds ? .stale(age_ms: age_ms) : .fresh
    }

    /// What the models cannot do without is there.
    private var isWarm: Bool {
        isTrendWarm && momentum?.ema20 != nil && momentum?.macd != nil && momentum?.rsi14 != nil
            && momentum?.atr14 != nil
    }
}

extension MomentumFeatures {
    @inline(__always)
    fileprivate mutating func changed(by change: (inout MomentumFeatures) -> Double?) -> Double? { change(&self) }
}
