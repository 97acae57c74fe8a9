/// All that the models see of one symbol, as of one log position. No value is ever newer than that position, and an
/// absent value is absent: never zero, never the last one.
package struct FeatureSnapshot: Hashable, Sendable {
    package var symbol: Symbol
    /// The tick's position and event time.
    package var cycle: CycleID
    package var freshness: Freshness
    package var entryTimeframe: Timeframe
    /// Close of the last closed entry candle; absent before the first.
    package var price: Price?
    /// What ``trend`` and ``momentum`` are kept in: a snapshot is copied often.
    package var boxedTrend: Boxed<TrendFeatures>?
    package var boxedMomentum: Boxed<MomentumFeatures>?
    /// Annualised standard deviation of log returns of the last 96 entry candles, as a fraction.
    package var realisedVolatility: Double?
    /// A gap lies within the candles that the entry indicators weigh most (the last 50).
    package var hasGapInWindow: Bool = false
    /// Funding rate per interval as a fraction; absent where the venue gives none.
    package var fundingRate: Double?
    /// Contracts in the base asset; absent where the venue gives none.
    package var openInterest: Double?
    /// Rolling correlation of entry returns with other symbols, sorted by symbol; absent until warm.
    package var correlations: [Correlation] = []

    package init(symbol: Symbol, cycle: CycleID, freshness: Freshness, entryTimeframe: Timeframe) {
        self.symbol = symbol
        self.cycle = cycle
        self.freshness = freshness
        self.entryTimeframe = entryTimeframe
    }

    /// The 4 h view; absent before the first 4 h candle.
    package var trend: TrendFeatures? {
        _read {
            if let boxedTrend { yield boxedTrend.value } else { yield nil }
        }
        set { boxedTrend = newValue.map { Boxed($0) } }
    }

    /// The view of the entry timeframe; absent before the first candle.
    package var momentum: MomentumFeatures? {
        _read {
            if let boxedMomentum { yield boxedMomentum.value } else { yield nil }
        }
        set { boxedMomentum = newValue.map { Boxed($0) } }
    }

    /// −1 ... 1.
    package struct Correlation: Hashable, Sendable {
        package var other: Symbol
        package var coefficient: Double

        package init(other: Symbol, coefficient: Double) {
            self.other = other
            self.coefficient = coefficient
        }
    }
}
