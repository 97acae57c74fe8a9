import TradingDomain

extension Samples {
    mutating func freshness() -> Freshness {
        switch integer(0...3) {
        case 0: .fresh
        case 1: .warmingUp
        case 2: .stale(age_ms: Int64(integer(0...Int.max)))
        default: .halted(flatCandles: integer(0...10_000))
        }
    }

    /// A snapshot of any symbol and cycle unless told; with `isFull` every value is there, otherwise each is or is not.
    mutating func snapshot(of symbol: Symbol? = nil, at cycle: CycleID? = nil, isFull: Bool = false) throws
        -> FeatureSnapshot
    {
        var snapshot = FeatureSnapshot(
            symbol: try symbol ?? self.symbol(),
            cycle: cycle ?? self.cycle(),
            freshness: isFull ? .fresh : freshness(),
            entryTimeframe: pick(Timeframe.allCases)
        )
        snapshot.price = isFull || flag() ? try price() : nil
        snapshot.trend = isFull || flag() ? try trend(isFull) : nil
        if isFull || flag() {
            snapshot.momentum = try momentum(isFull)
            snapshot.last = lastValues(isFull)
        }
        snapshot.realisedVolatility = maybe(isFull)
        snapshot.hasGapInWindow = flag()
        snapshot.fundingRate = maybe(isFull)
        snapshot.openInterest = maybe(isFull)
        snapshot.correlations = try listed(isFull) { samples in
            FeatureSnapshot.Correlation(
                other: try samples.symbol(),
                coefficient: Double(samples.integer(-1_000...1_000)) / 1_000
            )
        }
        return snapshot
    }

    private mutating func maybe(_ isFull: Bool) -> Double? { isFull || flag() ? number() : nil }

    private mutating func listed<Value>(
        _ isFull: Bool,
        _ make: (inout Samples) throws -> Value
    ) rethrows -> [Value] {
        isFull ? [try make(&self)] : try list(make)
    }

    private mutating func macd(_ isFull: Bool) -> MACDValue? {
        isFull || flag() ? MACDValue(line: number(), signal: number(), histogram: number()) : nil
    }

    private mutating func level() -> PriceLevel {
        PriceLevel(price: number(), touches: integer(0...1_000), lastTouch: time(), distance: number())
    }

    private mutating func trend(_ isFull: Bool) throws -> TrendFeatures {
        var trend = TrendFeatures(closeTime: time(), close: try price())
        trend.direction = isFull || flag() ? pick(TrendFeatures.Direction.allCases) : nil
        trend.strength = isFull || flag() ? pick(TrendFeatures.Strength.allCases) : nil
        trend.ema20 = maybe(isFull)
        trend.ema50 = maybe(isFull)
        trend.macd = macd(isFull)
        trend.rsi14 = maybe(isFull)
        trend.adx14 = maybe(isFull)
        trend.atr3 = maybe(isFull)
        trend.atr14 = maybe(isFull)
        trend.bollinger =
            isFull || flag() ? BollingerValue(upper: number(), middle: number(), lower: number()) : nil
        trend.volumeRatio = maybe(isFull)
        trend.momentum = maybe(isFull)
        trend.supports = listed(isFull) { $0.level() }
        trend.resistances = listed(isFull) { $0.level() }
        return trend
    }

    private mutating func lastValues(_ isFull: Bool) -> LastValues {
        var last = LastValues()
        last.closes = listed(isFull) { $0.number() }
        last.ema20 = listed(isFull) { $0.number() }
        last.macd = listed(isFull) { $0.number() }
        last.rsi7 = listed(isFull) { $0.number() }
        last.rsi14 = listed(isFull) { $0.number() }
        return last
    }

    private mutating func momentum(_ isFull: Bool) throws -> MomentumFeatures {
        var momentum = MomentumFeatures(closeTime: time(), close: try price())
        momentum.ema20 = maybe(isFull)
        momentum.ema50 = maybe(isFull)
        momentum.macd = macd(isFull)
        momentum.rsi7 = maybe(isFull)
        momentum.rsi14 = maybe(isFull)
        momentum.atr14 = maybe(isFull)
        momentum.breakout =
            isFull || flag()
            ? MomentumFeatures.Breakout(side: pick(Side.allCases), level: number(), excess: number()) : nil
        momentum.volumeRatio = maybe(isFull)
        momentum.momentum = maybe(isFull)
        momentum.condition = isFull || flag() ? pick(MomentumFeatures.Condition.allCases) : nil
        momentum.microTrend = isFull || flag() ? pick(TrendFeatures.Direction.allCases) : nil
        momentum.squeeze = isFull || flag() ? flag() : nil
        momentum.divergence = isFull || flag() ? pick(MomentumFeatures.Divergence.allCases) : nil
        return momentum
    }
}
