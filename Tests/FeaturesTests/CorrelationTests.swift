import Features
import Testing
import TradingDomain

@Suite struct CorrelationTests {
    /// Closes are what counts; the rest of each candle is made to fit.
    private static func candle(_ name: String, _ index: Int, close: Double) throws -> Candle {
        let price = try #require(Price(nearest: close))
        return try Candle(
            symbol: Symbol(name),
            timeframe: .threeMinutes,
            openTime: Walk.start.advanced(byMilliseconds: Int64(index) * 180_000),
            open: price,
            high: price,
            low: price,
            close: price,
            volume: Quantity(units: 1)
        )
    }

    /// Pearson's coefficient in two passes.
    private static func pearson(_ xs: [Double], _ ys: [Double]) -> Double {
        let x = xs.reduce(0, +) / Double(xs.count)
        let y = ys.reduce(0, +) / Double(ys.count)
        let products = zip(xs, ys).map { ($0 - x) * ($1 - y) }.reduce(0, +)
        let squares = (xs.map { ($0 - x) * ($0 - x) }.reduce(0, +), ys.map { ($0 - y) * ($0 - y) }.reduce(0, +))
        return products / (squares.0 * squares.1).squareRoot()
    }

    private struct Run {
        var engine: FeatureEngine
        var position: LogPosition = 0

        init(_ names: [String]) throws {
            engine = FeatureEngine(symbols: try names.map { try Symbol($0) }, entryTimeframe: .threeMinutes)
        }

        mutating func apply(_ candle: Candle) {
            position += 1
            engine.apply(MarketEvent(position: position, time: candle.closeTime, kind: .candleClosed(candle)))
        }

        func correlations(of name: String) throws -> [FeatureSnapshot.Correlation] {
            let cycle = CycleID(time: Walk.start, position: position)
            return try #require(engine.snapshots(at: cycle, of: [Symbol(name)]).first).correlations
        }
    }

    @Test func equalsPearsonOverTheLastNinetySixReturnsOfBoth() throws {
        let names = ["AA", "BB", "CC"]
        let walks = try names.enumerated().map { index, name in
            try Walk.candles(of: Symbol(name), count: 300, seed: UInt64(index + 1))
        }
        var run = try Run(names.reversed())
        for row in 0..<300 {
            for walk in walks { run.apply(walk[row]) }
            if row == 95 { #expect(try run.correlations(of: "AA").isEmpty) }
            if row == 96 { #expect(try run.correlations(of: "AA").count == 2) }
        }
        let returns = walks.map { walk in
            zip(walk, walk.dropFirst()).suffix(96).map { $1.close.value / $0.close.value - 1 }
        }
        let found = try run.correlations(of: "BB")
        #expect(try found.map(\.other) == [Symbol("AA"), Symbol("CC")])
        #expect(abs(found[0].coefficient - Self.pearson(returns[1], returns[0])) < 1e-9)
        #expect(abs(found[1].coefficient - Self.pearson(returns[1], returns[2])) < 1e-9)
        #expect(try run.correlations(of: "AA").first?.coefficient == found[0].coefficient)
    }

    @Test func twinsAreAtOneAndMirrorsAtMinusOne() throws {
        var run = try Run(["AA", "BB", "CC"])
        var twin = 100.0
        var mirror = 100.0
        for row in 0..<200 {
            let step = Double(row * 37 % 11 - 5) / 1000
            twin *= 1 + step
            mirror *= 1 - step
            run.apply(try Self.candle("AA", row, close: twin))
            run.apply(try Self.candle("BB", row, close: twin * 3))
            run.apply(try Self.candle("CC", row, close: mirror))
        }
        let found = try run.correlations(of: "AA")
        #expect(abs(found[0].coefficient - 1) < 1e-6)
        #expect(abs(found[1].coefficient + 1) < 1e-6)
    }

    @Test func isAbsentForASymbolThatDoesNotMove() throws {
        var run = try Run(["AA", "BB"])
        for row in 0..<200 {
            run.apply(try Self.candle("AA", row, close: 100))
            run.apply(try Self.candle("BB", row, close: 100 + Double(row % 7)))
        }
        #expect(try run.correlations(of: "AA").isEmpty)
    }

    @Test func returnsOfDifferentTimesAndOverGapsAreNeverPaired() throws {
        let first = try Walk.candles(of: Symbol("AA"), count: 400, seed: 1)
        let second = try Walk.candles(of: Symbol("BB"), count: 400, seed: 2)
        var run = try Run(["AA", "BB"])
        // BB lacks candle 200, and with it the two returns that touch it.
        for row in 0..<250 {
            run.apply(first[row])
            if row != 200 { run.apply(second[row]) }
        }
        let rows = (1..<250).filter { $0 != 200 && $0 != 201 }.suffix(96)
        func returns(_ walk: [Candle]) -> [Double] {
            rows.map { walk[$0].close.value / walk[$0 - 1].close.value - 1 }
        }
        let found = try #require(try run.correlations(of: "AA").first)
        #expect(abs(found.coefficient - Self.pearson(returns(first), returns(second))) < 1e-9)
    }
}
