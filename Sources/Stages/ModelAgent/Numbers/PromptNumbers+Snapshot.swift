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
        let reference = snapshot.price ?? snapshot.trend?.close ?? snapshot.momentum?.close
        let grid = PriceGrid(price: reference?.units ?? 1)
        market = MarketNumbers(snapshot)
        if let trend = snapshot.boxedTrend { self.trend = TrendNumbers(trend.value, grid: grid) }
        if channel == .entry, let momentum = snapshot.boxedMomentum {
            entry = EntryNumbers(momentum.value, timeframe: snapshot.entryTimeframe, grid: grid)
        }
        if hasLists { lists = PromptLists(snapshot, channel: channel, grid: grid) }
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
        rsi14 = Quantised.tenths(features.rsi14)
        adx14 = Quantised.tenths(features.adx14)
        atr3 = features.atr3.flatMap(PriceDifference.units)
        atr14 = features.atr14.flatMap(PriceDifference.units)
        if let bands = features.bollinger {
            bandUpper = grid.units(nearest: bands.upper)
            bandMiddle = grid.units(nearest: bands.middle)
            bandLower = grid.units(nearest: bands.lower)
        }
        volumeRatio = Quantised.hundredths(features.volumeRatio)
        momentum = Quantised.hundredths(features.momentum)
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
        rsi7 = Quantised.tenths(features.rsi7)
        rsi14 = Quantised.tenths(features.rsi14)
        atr14 = features.atr14.flatMap(PriceDifference.units)
        if let breakout = features.breakout {
            breakoutSide = breakout.side
            breakoutLevel = grid.units(nearest: breakout.level)
            breakoutExcess = Quantised.hundredths(breakout.excess)
        }
        volumeRatio = Quantised.hundredths(features.volumeRatio)
        momentum = Quantised.hundredths(features.momentum)
        condition = features.condition
        microTrend = features.microTrend
    }
}

extension MarketNumbers {
    fileprivate init(_ snapshot: FeatureSnapshot) {
        price = Quantised.units(snapshot.price)
        volatility = Quantised.value(snapshot.realisedVolatility, scale: 1000)
        hasGap = snapshot.hasGapInWindow
        funding = Quantised.value(snapshot.fundingRate, scale: 1_000_000)
        openInterest = Quantised.hundredths(snapshot.openInterest)
    }
}

extension MACDNumbers {
    fileprivate init(_ value: MACDValue?) {
        guard let value else { return }
        line = PriceDifference.units(value.line)
        signal = PriceDifference.units(value.signal)
        histogram = PriceDifference.units(value.histogram)
    }
}

extension PromptLists {
    fileprivate init(_ snapshot: FeatureSnapshot, channel: Channel, grid: PriceGrid) {
        if let trend = snapshot.trend {
            supports = trend.supports.compactMap { LevelNumbers($0, grid: grid) }
            resistances = trend.resistances.compactMap { LevelNumbers($0, grid: grid) }
        }
        correlations = snapshot.correlations.compactMap { correlation in
            Quantised.hundredths(correlation.coefficient).map {
                CorrelationNumbers(other: correlation.other, coefficient: $0)
            }
        }
        guard channel == .entry, let momentum = snapshot.momentum else { return }
        closes = momentum.last.closes.compactMap(grid.units)
        ema20s = momentum.last.ema20.compactMap(grid.units)
        macds = momentum.last.macd.compactMap(PriceDifference.units)
        rsi7s = momentum.last.rsi7.compactMap(Quantised.tenths)
        rsi14s = momentum.last.rsi14.compactMap(Quantised.tenths)
    }
}

extension LevelNumbers {
    fileprivate init?(_ level: PriceLevel, grid: PriceGrid) {
        guard let price = grid.units(nearest: level.price), let distance = Quantised.hundredths(level.distance)
        else { return nil }
        self.init(price: price, touches: Int64(level.touches), distance: distance)
    }
}
