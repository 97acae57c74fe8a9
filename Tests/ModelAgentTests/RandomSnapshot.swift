import TestSupport
import Testing
import TradingDomain

/// Snapshots of every shape: values absent, lists empty or full, prices from SHIB to BTC.
enum RandomSnapshot {
    static func request(_ channel: Channel, symbols: Int, seed: UInt64) throws -> ModelRequest {
        var generator = SeededGenerator(seed: seed)
        let cycle = CycleID(time: Timestamp(milliseconds: 1_679_659_500_000 + Int64(seed) * 300_000), position: seed)
        let names = ["ADAUSDT", "BNBUSDT", "BTCUSDT", "DOGEUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT"]
        let snapshots = try names.shuffled(using: &generator).prefix(symbols).sorted().map { name in
            try snapshot(Symbol(name), cycle, &generator)
        }
        return ModelRequest(cycle: cycle, channel: channel, snapshots: snapshots)
    }

    static func position(
        _ symbol: String,
        _ side: Side,
        _ size_percent: Int,
        _ entry: String,
        _ stop: String,
        _ target: String
    ) throws -> AccountView.Position {
        try AccountView.Position(
            symbol: Symbol(symbol),
            side: side,
            size_percent: size_percent,
            averagePrice: Price(parsing: entry),
            protection: Order.Protection(stopLoss: Price(parsing: stop), takeProfit: Price(parsing: target))
        )
    }

    /// Positions in some of the symbols, and in one that is not asked about.
    static func account(_ symbols: [Symbol], seed: UInt64) throws -> AccountView {
        var generator = SeededGenerator(seed: seed)
        var positions: [AccountView.Position] = []
        for symbol in symbols + [try Symbol("ZZZUSDT")] where Int.random(in: 0..<3, using: &generator) > 0 {
            let prices = try (0..<3).map { _ in
                try Price(units: Int64.random(in: 1...9_000_000_000_000, using: &generator))
            }
            positions.append(
                try AccountView.Position(
                    symbol: symbol,
                    side: Bool.random(using: &generator) ? .buy : .sell,
                    size_percent: Int.random(in: 1...120, using: &generator),
                    averagePrice: prices[0],
                    protection: Order.Protection(stopLoss: prices[1], takeProfit: prices[2])
                )
            )
        }
        return try AccountView(used_percent: Int.random(in: 0...300, using: &generator), positions: positions)
    }

    static func snapshot(
        _ symbol: Symbol,
        _ cycle: CycleID,
        _ generator: inout SeededGenerator
    ) throws -> FeatureSnapshot {
        let magnitudes: [Int64] = [1_500, 18_500_000, 60_000_000, 2_300_000_000, 180_000_000_000, 6_400_000_000_000]
        let base = try #require(magnitudes.randomElement(using: &generator))
        let price = try Price(units: base + Int64.random(in: 0...base, using: &generator))
        var snapshot = FeatureSnapshot(symbol: symbol, cycle: cycle, freshness: .fresh, entryTimeframe: .threeMinutes)
        var draw = Draw(generator: generator, price: price.value)
        snapshot.price = draw.chance(95) ? price : nil
        snapshot.realisedVolatility = draw.number(0...2)
        snapshot.hasGapInWindow = draw.chance(10)
        snapshot.fundingRate = draw.number(-0.001...0.001)
        snapshot.openInterest = draw.number(0...1_000_000)
        if draw.chance(50) {
            snapshot.correlations = try ["BTCUSDT", "ETHUSDT"].map {
                FeatureSnapshot.Correlation(other: try Symbol($0), coefficient: draw.certain(-1...1))
            }
        }
        if draw.chance(95) { snapshot.trend = draw.trend(closing: cycle.time, at: price) }
        if draw.chance(95) {
            snapshot.momentum = draw.momentum(closing: cycle.time, at: price)
            snapshot.last = draw.lastValues()
        }
        generator = draw.generator
        return snapshot
    }

    private struct Draw {
        var generator: SeededGenerator
        let price: Double

        mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }
        mutating func certain(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &generator) }
        mutating func number(_ range: ClosedRange<Double>) -> Double? { chance(92) ? certain(range) : nil }
        mutating func near(_ width: Double) -> Double? { number(price * (1 - width)...price * (1 + width)) }
        mutating func size(_ share: Double) -> Double? { number(0...price * share) }
        mutating func word<Word: CaseIterable>() -> Word? {
            chance(95) ? Word.allCases.randomElement(using: &generator) : nil
        }

        mutating func macd() -> MACDValue? {
            guard chance(95) else { return nil }
            let width = price * 0.01
            return MACDValue(
                line: certain(-width...width),
                signal: certain(-width...width),
                histogram: certain(-width...width)
            )
        }

        mutating func trend(closing time: Timestamp, at price: Price) -> TrendFeatures {
            var trend = TrendFeatures(closeTime: time.advanced(byMilliseconds: chance(50) ? 0 : -1), close: price)
            trend.direction = word()
            trend.strength = word()
            trend.ema20 = near(0.03)
            trend.ema50 = near(0.05)
            trend.macd = macd()
            trend.rsi14 = number(0...100)
            trend.adx14 = number(0...100)
            trend.atr3 = size(0.05)
            trend.atr14 = size(0.05)
            if chance(90) {
                trend.bollinger = BollingerValue(upper: self.price * 1.02, middle: self.price, lower: self.price * 0.98)
            }
            trend.volumeRatio = number(0...4)
            trend.momentum = number(-8...8)
            trend.supports = levels(0.9...1, time)
            trend.resistances = levels(1...1.1, time)
            return trend
        }

        mutating func levels(_ range: ClosedRange<Double>, _ time: Timestamp) -> [PriceLevel] {
            (0..<Int.random(in: 0...3, using: &generator)).map { _ in
                PriceLevel(price: price * certain(range), touches: 2, lastTouch: time, distance: certain(0...5))
            }
        }

        mutating func momentum(closing time: Timestamp, at price: Price) -> MomentumFeatures {
            var momentum = MomentumFeatures(closeTime: time, close: price)
            momentum.ema20 = near(0.005)
            momentum.ema50 = near(0.005)
            momentum.macd = macd()
            momentum.rsi7 = number(0...100)
            momentum.rsi14 = number(0...100)
            momentum.atr14 = size(0.005)
            if chance(40), let side: Side = word() {
                momentum.breakout = MomentumFeatures.Breakout(side: side, level: self.price, excess: certain(0...2))
            }
            momentum.volumeRatio = number(0...5)
            momentum.momentum = number(-2...2)
            momentum.condition = word()
            momentum.microTrend = word()
            return momentum
        }

        mutating func lastValues() -> LastValues {
            var last = LastValues()
            last.closes = series(0.99...1.01)
            last.ema20 = series(0.99...1.01)
            last.macd = series(-0.01...0.01)
            last.rsi7 = (0..<10).map { _ in certain(0...100) }
            last.rsi14 = chance(90) ? (0..<10).map { _ in certain(0...100) } : []
            return last
        }

        mutating func series(_ range: ClosedRange<Double>) -> [Double] {
            (0..<Int.random(in: 0...10, using: &generator)).map { _ in price * certain(range) }
        }
    }
}
