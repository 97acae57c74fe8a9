import Performance
import Testing
import TradingDomain

/// Every figure against a value worked out by hand; the sums are in the comments.
struct PerformanceTests {
    static let few = Minimums(days: 2, trades: 1)
    static let midnight = Timestamp(milliseconds: 1_679_616_000_000)  // 2023-03-24T00:00:00Z

    static func point(_ hours: Double, _ equity: String, exposure: String = "0") throws -> EquityPoint {
        EquityPoint(
            position: LogPosition(hours * 60) + 1,
            time: midnight.advanced(byMilliseconds: Int64(hours * 3_600_000)),
            cash: try Money(parsing: equity),
            equity: try Money(parsing: equity),
            exposure: try Money(parsing: exposure)
        )
    }

    static func report(
        _ points: [EquityPoint],
        _ fills: [Fill] = [],
        minimums: Minimums = few
    ) throws -> PerformanceReport {
        PerformanceReport(initialEquity: try Money(parsing: "1000"), equity: points, fills: fills, minimums: minimums)
    }

    /// 1000 → 1010 → 999.9 → 1019.898 over three whole days: returns +1 %, −1 %, +2 %.
    ///
    ///     mean      0.02 / 3                                          = 0.006666667
    ///     deviation √((0.003333² + 0.016667² + 0.013333²) / 2)        = 0.015275252
    ///     Sharpe    0.006666667 / 0.015275252 × √365                  = 8.338094
    ///     downside  √(0.01² / 3)                                      = 0.005773503
    ///     Sortino   0.006666667 / 0.005773503 × √365                  = 22.060523
    ///     CAGR      1.019898 ^ (365 / 3) − 1                          = 9.991831
    ///     drawdown  (1010 − 999.9) / 1010                             = 0.01
    @Test func figuresOfDailyReturns() throws {
        let report = try Self.report([
            Self.point(0, "1000"), Self.point(24, "1010"), Self.point(48, "999.9"), Self.point(72, "1019.898"),
        ])
        #expect(report.days == 3)
        #expect(abs(report.totalReturn - 0.019898) < 1e-12)
        try expect(report.volatility, 0.015_275_252_316_519_467 * 365.0.squareRoot())
        try expect(report.sharpe, 8.338093878328)
        try expect(report.sortino, 22.060522810366)
        try expect(report.cagr, 9.991831206473)
        let drawdown = try #require(report.maximumDrawdown)
        #expect(abs(drawdown.fraction - 0.01) < 1e-12)
        #expect(drawdown.peakAt == Self.midnight.advanced(byMilliseconds: 24 * 3_600_000))
        #expect(drawdown.troughAt == Self.midnight.advanced(byMilliseconds: 48 * 3_600_000))
        #expect(drawdown.recoveredAt == Self.midnight.advanced(byMilliseconds: 72 * 3_600_000))
        try expect(report.calmar, 9.991831206473 / 0.01)
    }

    /// Nothing on the second day: +1 %, 0, −0.990099 %.
    @Test func aSilentDayCountsAsZero() throws {
        let report = try Self.report([Self.point(1, "1000"), Self.point(23, "1010"), Self.point(60, "1000")])
        #expect(report.days == 3)
        let returns = [0.01, 0.0, 1000.0 / 1010 - 1]
        let mean = returns.reduce(0, +) / 3
        let deviation = (returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2).squareRoot()
        try expect(report.sharpe, mean / deviation * 365.0.squareRoot())
    }

    /// A fall from the initial equity counts, though no point stands there; the deeper of two falls wins.
    @Test func theDrawdownBeginsAtTheInitialEquity() throws {
        let report = try Self.report([
            Self.point(1, "900"), Self.point(2, "1100"), Self.point(3, "1045"), Self.point(4, "1080"),
        ])
        let drawdown = try #require(report.maximumDrawdown)
        #expect(abs(drawdown.fraction - 0.1) < 1e-12)
        #expect(drawdown.recoveredAt == Self.midnight.advanced(byMilliseconds: 2 * 3_600_000))
    }

    /// Open for 6 of 8 hours: the point at an interval's start decides.
    @Test func exposureIsWeighedByTime() throws {
        let report = try Self.report([
            Self.point(0, "1000"), Self.point(2, "1000", exposure: "100"), Self.point(5, "1000", exposure: "50"),
            Self.point(8, "1000"),
        ])
        try expect(report.exposureTime, 6.0 / 8)
    }

    /// Three trades, one in two parts, and one still open. Fees of 1 a fill.
    ///
    ///     A: +50 −1 −1 = +48        B: +10 +20 −1 −1 −1 = +27       C: −40 −1 −1 = −42       D: open, −1
    ///     win rate 2/3, profit factor 75 / 42, expectancy 33 / 3 = 11, fees 8, realised 40
    ///     notional: every fill 1 × 100 but B's opening 2 × 100: 900; mean equity 1000: turnover 0.9
    @Test func figuresOfTrades() throws {
        let fills = [
            try Self.fill("AAUSDT", .open, "1", "0"), try Self.fill("BBUSDT", .open, "2", "0"),
            try Self.fill("AAUSDT", .takeProfit, "1", "50"), try Self.fill("BBUSDT", .close, "1", "10"),
            try Self.fill("CCUSDT", .open, "1", "0"), try Self.fill("BBUSDT", .stopLoss, "1", "20"),
            try Self.fill("CCUSDT", .stopLoss, "1", "-40"), try Self.fill("AAUSDT", .open, "1", "0"),
        ]
        let report = try Self.report([Self.point(0, "1000"), Self.point(1, "1000")], fills)
        #expect(report.trades == 3)
        #expect(report.fills == 8)
        try expect(report.winRate, 2.0 / 3)
        try expect(report.profitFactor, 75.0 / 42)
        try expect(report.expectancy, 11)
        #expect(report.fees == (try Money(parsing: "8")))
        #expect(report.realisedProfit == (try Money(parsing: "40")))
        try expect(report.turnover, 0.9)
    }

    @Test func aTradeThatOnlyPaysItsFeeIsALoss() throws {
        let fills = [try Self.fill("AAUSDT", .open, "1", "0"), try Self.fill("AAUSDT", .close, "1", "2")]
        let report = try Self.report([], fills)
        try expect(report.winRate, 0)
        try expect(report.profitFactor, .undefined(.noLoss))
    }

    @Test func tooFewSamplesAreNoNumbers() throws {
        let report = try Self.report([Self.point(0, "1000"), Self.point(24, "1010")], minimums: .standard)
        for metric in [report.cagr, report.volatility, report.sharpe, report.sortino, report.calmar] {
            #expect(metric == .tooFewSamples(count: 1, needed: 30))
        }
        for metric in [report.winRate, report.profitFactor, report.expectancy] {
            #expect(metric == .tooFewSamples(count: 0, needed: 10))
        }
        #expect(report.totalReturn > 0.0099)
        #expect("\(report.sharpe)" == "too few samples (1 of 30)")
    }

    @Test func anEmptyAccountHasAReport() throws {
        let report = try Self.report([])
        #expect(report.totalReturn == 0)
        #expect(report.maximumDrawdown == nil)
        #expect(report.from == nil)
        #expect(report.exposureTime == .tooFewSamples(count: 0, needed: 2))
        #expect(report.turnover == .tooFewSamples(count: 0, needed: 1))
    }

    /// What would be infinite is named instead.
    @Test func divisionsByZeroAreNamed() throws {
        let steady = try Self.report([
            Self.point(0, "1000"), Self.point(24, "1010"), Self.point(48, "1020.1"), Self.point(72, "1030.301"),
        ])
        #expect(steady.sharpe == .undefined(.noVariation))
        #expect(steady.sortino == .undefined(.noLoss))
        #expect(steady.calmar == .undefined(.noDrawdown))
        let ruined = try Self.report([Self.point(0, "1000"), Self.point(24, "500"), Self.point(48, "-1")])
        #expect(ruined.cagr == .undefined(.noEquity))
    }

    /// A repeat of a point after a restart changes nothing.
    @Test func aRepeatedPointIsIgnored() throws {
        let points = [try Self.point(0, "1000"), try Self.point(24, "1010"), try Self.point(48, "999.9")]
        #expect(try Self.report(points.flatMap { [$0, $0] } + points) == Self.report(points))
    }

    private func expect(_ metric: Metric, _ expected: Double, _ location: SourceLocation = #_sourceLocation) throws {
        let value = try #require(metric.value, sourceLocation: location)
        #expect(abs(value - expected) <= 1e-9 * max(1, abs(expected)), "\(value)", sourceLocation: location)
    }

    private func expect(_ metric: Metric, _ expected: Metric, _ location: SourceLocation = #_sourceLocation) throws {
        #expect(metric == expected, sourceLocation: location)
    }

    private static func fill(_ symbol: String, _ cause: Fill.Cause, _ quantity: String, _ profit: String) throws -> Fill
    {
        Fill(
            order: OrderID(decision: DecisionID(cycle: midnight, symbol: try Symbol(symbol)), leg: .open),
            cause: cause,
            side: cause == .open ? .buy : .sell,
            quantity: try Quantity(parsing: quantity),
            price: try Price(parsing: "100"),
            fee: try Money(parsing: "1"),
            realisedProfit: try Money(parsing: profit),
            time: midnight,
            position: 1
        )
    }
}
