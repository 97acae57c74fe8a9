package import TradingDomain

extension PromptNumbers {
    /// What a question on `channel` shows of a snapshot.
    ///
    /// - Parameters:
    ///   - snapshot: the features as of the cycle.
    ///   - channel: a direction question has no fast block.
    ///   - hasLists: whether levels, series and correlations are taken too. No simulated model reads them, so a
    ///     backtest leaves them out and allocates nothing here.
    package init(_ snapshot: FeatureSnapshot, channel: Channel, hasLists: Bool = true) {
        self.init(symbol: snapshot.symbol)
        let grid = PriceGrid(of: snapshot)
        if let trend = snapshot.boxedTrend { self.trend = TrendNumbers(trend.value, grid: grid) }
        showFast(snapshot, channel, grid)
        if hasLists { lists = PromptLists(snapshot, channel: channel, grid: grid) }
    }

    /// Becomes what a later question on the same channel shows of the symbol, without lists.
    ///
    /// - Parameters:
    ///   - snapshot: the features as of the later cycle.
    ///   - last: those that these numbers show; a 4 h view that is still the same is not rounded again.
    ///   - channel: of both questions.
    package mutating func show(_ snapshot: FeatureSnapshot, after last: FeatureSnapshot, channel: Channel) {
        let grid = PriceGrid(of: snapshot)
        if !last.hasTrend(of: snapshot) || PriceGrid(of: last) != grid {
            trend = snapshot.boxedTrend.map { TrendNumbers($0.value, grid: grid) }
        }
        showFast(snapshot, channel, grid)
    }

    private mutating func showFast(_ snapshot: FeatureSnapshot, _ channel: Channel, _ grid: PriceGrid) {
        market = MarketNumbers(snapshot)
        guard channel == .entry else { return }
        entry = snapshot.momentum.map { EntryNumbers($0, timeframe: snapshot.entryTimeframe, grid: grid) }
    }
}

extension FeatureSnapshot {
    fileprivate func hasTrend(of other: FeatureSnapshot) -> Bool {
        guard let one = boxedTrend, let two = other.boxedTrend else {
            return boxedTrend == nil && other.boxedTrend == nil
        }
        return one.isTriviallyIdentical(to: two)
    }
}

extension PriceGrid {
    fileprivate init(of snapshot: FeatureSnapshot) {
        let reference = snapshot.price ?? snapshot.boxedTrend?.value.close ?? snapshot.momentum?.close
        self.init(price: reference?.units ?? 1)
    }
}

extension TrendNumbers {
    fileprivate init(_ features: TrendFeatures, grid: PriceGrid) {
        closeTime = features.closeTime.milliseconds
        close = Quantised.units(features.close)
        direction = features.direction
        strength = features.strength
        ema20 = features.ema20.flatMap(grid.units)
        ema50 = features.ema50.flatMap(grid.units)
        macd = MACDNumbers(features.macd)
        rsi14 = features.rsi14.flatMap(FineAmount.units)
        adx14 = features.adx14.flatMap(FineAmount.units)
        atr3 = features.atr3.flatMap(FineAmount.units)
        atr14 = features.atr14.flatMap(FineAmount.units)
        if let bands = features.bollinger {
            bandUpper = grid.units(nearest: bands.upper)
            bandMiddle = grid.units(nearest: bands.middle)
            bandLower = grid.units(nearest: bands.lower)
        }
        volumeRatio = features.volumeRatio.flatMap(FineAmount.units)
        momentum = features.momentum.flatMap(FineAmount.units)
    }
}

extension EntryNumbers {
    fileprivate init(_ features: MomentumFeatures, timeframe: Timeframe, grid: PriceGrid) {
        self.timeframe = timeframe
        closeTime = features.closeTime.milliseconds
        close = Quantised.units(features.close)
        ema20 = features.ema20.flatMap(grid.units)
        ema50 = features.ema50.flatMap(grid.units)
        macd = MACDNumbers(features.macd)
        rsi7 = features.rsi7.flatMap(FineAmount.units)
        rsi14 = features.rsi14.flatMap(FineAmount.units)
        atr14 = features.atr14.flatMap(FineAmount.units)
        if let breakout = features.breakout {
            breakoutSide = breakout.side
            breakoutLevel = grid.units(nearest: breakout.level)
            breakoutExcess = FineAmount.units(breakout.excess)
        }
        volumeRatio = features.volumeRatio.flatMap(FineAmount.units)
        momentum = features.momentum.flatMap(FineAmount.units)
        condition = features.condition
        microTrend = features.microTrend
    }
}

extension MarketNumbers {
    fileprivate init(_ snapshot: FeatureSnapshot) {
        price = Quantised.units(snapshot.price)
        volatility = snapshot.realisedVolatility.flatMap { FineAmount.units($0 * 100) }
        hasGap = snapshot.hasGapInWindow
        funding = snapshot.fundingRate.flatMap { FineAmount.units($0 * 100) }
        openInterest = snapshot.openInterest.flatMap { Quantised.integer($0 * 10_000) }
    }
}

extension MACDNumbers {
    fileprivate init(_ value: MACDValue?) {
        guard let value else { return }
        line = FineAmount.units(value.line)
        signal = FineAmount.units(value.signal)
        histogram = FineAmount.units(value.histogram)
    }
}

extension PromptLists {
    fileprivate init(_ snapshot: FeatureSnapshot, channel: Channel, grid: PriceGrid) {
        if let trend = snapshot.trend {
            supports = trend.supports.compactMap { LevelNumbers($0, grid: grid) }
            resistances = trend.resistances.compactMap { LevelNumbers($0, grid: grid) }
        }
        correlations = snapshot.correlations.compactMap { correlation in
            FineAmount.units(correlation.coefficient).map {
                CorrelationNumbers(other: correlation.other, coefficient: $0)
            }
        }
        guard channel == .entry else { return }
        let last = snapshot.last
        closes = last.closes.compactMap(grid.units)
        ema20s = last.ema20.compactMap(grid.units)
        macds = last.macd.compactMap(FineAmount.units)
        rsi7s = last.rsi7.compactMap(FineAmount.units)
        rsi14s = last.rsi14.compactMap(FineAmount.units)
    }
}

extension LevelNumbers {
    fileprivate init?(_ level: PriceLevel, grid: PriceGrid) {
        guard let price = grid.units(nearest: level.price), let distance = FineAmount.units(level.distance)
        else { return nil }
        self.init(price: price, touches: Int64(level.touches), distance: distance)
    }
}
