import Foundation
import Performance
import Testing
import TradingDomain

/// The figures of one equity curve beside those of empyrical-reloaded; `Tests/peers/metrics.py` has the definitions and
/// what differs between them.
struct PeerFiguresTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    private static func lines(_ name: String) throws -> [Substring] {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n")
    }

    @Test func everyFigureIsThatOfTheLibrary() throws {
        let cents = try Self.lines("equity-cents.txt").map { try #require(Int64($0)) }
        let points = cents.enumerated().map { day, cents in
            EquityPoint(
                position: LogPosition(day + 1),
                time: Timestamp(milliseconds: 1_735_689_600_000 + Int64(day) * 86_400_000),
                cash: Money(units: cents * 1_000_000),
                equity: Money(units: cents * 1_000_000),
                exposure: .zero
            )
        }
        let report = PerformanceReport(initialEquity: points[0].equity, equity: points, fills: [])
        #expect(report.days == 400)
        let ours: [String: Double?] = [
            "total_return": report.totalReturn, "cagr": report.cagr.value, "volatility": report.volatility.value,
            "sharpe": report.sharpe.value, "sortino": report.sortino.value,
            "max_drawdown": report.maximumDrawdown?.fraction, "calmar": report.calmar.value,
        ]
        let theirs = try Self.lines("empyrical.txt").filter { !$0.hasPrefix("#") }
        #expect(theirs.count == ours.count)
        for line in theirs {
            let parts = line.split(separator: " ")
            let expected = try #require(Double(parts[1]))
            let value = try #require(ours[String(parts[0])] ?? nil)
            #expect(abs(value - expected) <= 1e-9 * max(1, abs(expected)), "\(parts[0]): \(value), theirs \(expected)")
        }
    }

    /// 1000 → 1100, then 500 are put in; 1600 → 1680: +10 % and +5 %. Without the transfer it would have been +68 %.
    @Test func moneyThatIsPutInIsNoProfit() throws {
        var meter = PerformanceMeter(initialEquity: "1000", minimums: Minimums(days: 2, trades: 1))
        try meter.add(PerformanceTests.point(0, "1000"))
        try meter.add(PerformanceTests.point(24, "1100"))
        let transfer = try Transfer(amount: "500", note: "ann: more")
        meter.add(
            try LedgerTransaction(
                sequence: 2,
                time: PerformanceTests.midnight.advanced(byMilliseconds: 86_400_000),
                kind: .transferred(transfer),
                postings: []
            )
        )
        try meter.add(PerformanceTests.point(48, "1680"))
        let report = meter.report
        #expect(abs(report.totalReturn - (1.1 * 1.05 - 1)) < 1e-12)
        #expect(report.transfers == "500")
        #expect(report.maximumDrawdown == nil)
    }

    /// 1000 fell to 800; half of that is taken out and 400 are a fall of 20 % from 500 still, 450 one of 10 %. In the day
    /// −20 % and +12.5 % are −10 %.
    @Test func moneyThatIsTakenOutIsNoLoss() throws {
        var meter = PerformanceMeter(initialEquity: "1000", minimums: Minimums(days: 2, trades: 1))
        try meter.add(PerformanceTests.point(1, "1000"))
        try meter.add(PerformanceTests.point(2, "800"))
        meter.add(
            try LedgerTransaction(
                sequence: 2,
                time: PerformanceTests.midnight.advanced(byMilliseconds: 2 * 3_600_000),
                kind: .transferred(try Transfer(amount: "-400", note: "ann: rent")),
                postings: []
            )
        )
        try meter.add(PerformanceTests.point(3, "400"))
        try meter.add(PerformanceTests.point(4, "450"))
        let report = meter.report
        #expect(abs(report.totalReturn + 0.1) < 1e-12)
        #expect(report.maximumDrawdown.map { abs($0.fraction - 0.2) < 1e-12 } == true)
    }

    /// 10 among three: 3.33333334 to the first, 3.33333333 to the others; a loss likewise. Nobody known: its own row.
    @Test func aTradesProfitIsSharedByWhoWantedIt() {
        var attribution = ModelAttribution()
        attribution.add("10", wantedBy: ["a", "b", "c"])
        attribution.add("-1", wantedBy: ["b", "c"])
        attribution.add("5", wantedBy: [])
        #expect(attribution.shares.map(\.slot) == ["a", "b", "c", "unknown"])
        #expect(attribution.shares.map(\.profit) == ["3.33333334", "2.83333333", "2.83333333", "5"])
        #expect(attribution.shares.map(\.trades) == [1, 2, 2, 1])
        #expect(attribution.shares.map(\.winners) == [1, 1, 1, 1])
    }

    /// Bought for a fee of 1, 2 of funding paid, sold with a profit of 10 for a fee of 1: 6 are left, of that symbol.
    @Test func fundingAndBothFeesAreInTheProfitOfATrade() throws {
        let symbol = try Symbol("BTCUSDT")
        let id = OrderID(decision: DecisionID(cycle: PerformanceTests.midnight, symbol: symbol), leg: .open)
        func fill(_ cause: Fill.Cause, _ profit: Money) throws -> LedgerTransaction.Kind {
            .fill(
                Fill(
                    order: id,
                    cause: cause,
                    side: cause == .open ? .buy : .sell,
                    quantity: try Quantity(parsing: "1"),
                    price: try Price(parsing: "100"),
                    fee: "1",
                    realisedProfit: profit,
                    time: PerformanceTests.midnight,
                    position: 1
                )
            )
        }
        let funding = FundingPayment(
            symbol: symbol,
            rate: try FundingRate(parsing: "0.0001"),
            mark: try Price(parsing: "100"),
            amount: "-2",
            position: 2
        )
        var meter = PerformanceMeter(initialEquity: "1000", minimums: Minimums(days: 2, trades: 1))
        for (index, kind) in [try fill(.open, "0"), .funded(funding), try fill(.takeProfit, "10")].enumerated() {
            meter.add(
                try LedgerTransaction(
                    sequence: UInt64(index) + 2,
                    time: PerformanceTests.midnight,
                    kind: kind,
                    postings: []
                )
            )
        }
        let report = meter.report
        #expect(report.expectancy == .value(6))
        #expect(report.funding == "-2")
        #expect(report.bySymbol.map(\.profit) == ["6"])
        #expect(report.bySymbol.map(\.winners) == [1])
    }
}

extension Money: ExpressibleByStringLiteral {
    /// Amounts in tests are literals.
    package init(stringLiteral text: String) { self.init(units: FixedPoint.units(parsing: text) ?? .min) }
}
