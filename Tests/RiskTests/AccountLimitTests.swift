import Risk
import TestSupport
import Testing
import TradingDomain

/// Limits on the account as a whole, and on what came before.
@Suite struct AccountLimitTests {
    private func code(
        _ limits: RiskLimits = .standard,
        _ change: (inout Market.Wish) -> Void = { _ in },
        cash: String? = nil,
        holdings: [AccountSnapshot.Holding] = [],
        at cycle: CycleID = Market.cycle(50),
        record: (inout AccountRecord) -> Void = { _ in }
    ) throws -> Refusal.Code? {
        var gate = try Market.gate(limits)
        let account = try Market.account(cycle, holdings: holdings, cash: cash, record)
        let outcomes = gate.verdicts([try Market.proposal(cycle, change)], account, of: cycle)
        return try #require(outcomes.first).code
    }

    private func codeOfRecord(_ record: (inout AccountRecord) -> Void) throws -> Refusal.Code? {
        try code(record: record)
    }

    @Test func lossesInARowCoolDown() throws {
        let now = Market.cycle(50).time
        let rows: [(UInt32, Int64?, Refusal.Code?)] = [
            (4, 0, nil), (5, 0, .coolDown), (5, 7_199_999, .coolDown), (5, 7_200_000, nil), (9, 7_199_999, .coolDown),
            (5, nil, .notComputable), (0, nil, nil),
        ]
        for (streak, ago_ms, expected) in rows {
            let actual = try codeOfRecord {
                $0.lossStreak = streak
                $0.lastLossAt = ago_ms.map { now.advanced(byMilliseconds: -$0) }
            }
            #expect(actual == expected, "\(streak) losses, the last \(String(describing: ago_ms)) ms ago")
        }
    }

    @Test func feesOfADayEndIt() throws {
        for (fees, before, expected) in [
            ("99.99999999", "0", nil), ("100", "0", Refusal.Code.dailyFees), ("150", "50", .dailyFees),
            ("150", "51", nil),
        ] {
            let actual = try codeOfRecord {
                $0.fees = (try? Money(parsing: fees)) ?? .zero
                $0.feesAtDayStart = (try? Money(parsing: before)) ?? .zero
            }
            #expect(actual == expected, "\(fees) after \(before)")
        }
    }

    @Test func timeThatGoesBackOpensNothing() throws {
        let (first, second) = (Market.cycle(2), Market.cycle(3))
        var gate = try Market.gate()
        let stale = try Market.account(CycleID(time: Market.cycle(1).time, position: second.position))
        let early = gate.verdicts([try Market.proposal(first)], stale, of: first)
        #expect(early.first?.code == .clockSuspect)
        gate = try Market.gate()
        _ = gate.verdicts([try Market.proposal(second)], try Market.account(second), of: second)
        let back = CycleID(time: first.time, position: second.position + 1)
        let proposal = try Market.proposal(back) { $0.symbol = "ETHUSDT" }
        #expect(gate.verdicts([proposal], try Market.account(back), of: back).first?.code == .clockSuspect)
    }

    @Test func aHoleInTheLogOpensNothing() throws {
        #expect(try code(.standard, { $0.hasGap = true }) == .marketGap)
        #expect(try code(try RiskLimits { $0.refusesGaps = false }, { $0.hasGap = true }) == nil)
    }

    @Test func freeCashCoversMarginAndFees() throws {
        // At leverage 1 an order of 5 needs 5 and a reserve of 0.01 beside the 2000 that the position binds.
        let held = [try Market.holding("ETHUSDT", .buy, quantity: "40")]
        let change: (inout Market.Wish) -> Void = { ($0.leverage, $0.correlations) = (1, [("ETHUSDT", 0)]) }
        #expect(try code(.standard, change, cash: "2005.01", holdings: held) == nil)
        #expect(try code(.standard, change, cash: "2005.00999999", holdings: held) == .freeCash)
        #expect(try code(.standard, change, cash: "0", holdings: held) == .freeCash)
    }

    @Test func anOrderOfTooGreatAValueIsRefused() throws {
        let cap = try RiskLimits { $0.maximumOrderValue_usdt = 1000 }
        #expect(try code(cap) == nil)
        #expect(try code(cap, { ($0.price, $0.entry) = ("100.01", "100.01") }) == nil)
        let lower = try RiskLimits { $0.maximumOrderValue_usdt = 999 }
        #expect(try code(lower) == .orderValue)
    }

    @Test func aMethodThatCannotBeComputedRefuses() throws {
        let kelly = try RiskLimits { $0.kellyFractionPercent = 25 }
        #expect(try code(kelly) == .notComputable)
        #expect(try code(kelly, { $0.winFraction_ppm = 600_000 }) == nil)
        let parity = try RiskLimits { $0.atrRiskBasisPoints = 50 }
        for atr in [nil, 0, -1, .nan, .infinity] as [Double?] {
            #expect(try code(parity, { $0.trendATR = atr }) == .notComputable, "\(String(describing: atr))")
        }
        #expect(try code(parity, { $0.trendATR = 2 }) == nil)
    }

    @Test func anExitOnlySymbolIsClosedAndNeverOpened() throws {
        let limits = try RiskLimits { $0.exitOnlySymbols = [try? Symbol("BTCUSDT")].compactMap(\.self) }
        #expect(try code(limits) == .restrictedSymbol)
        #expect(try code(limits) { $0.symbol = "ETHUSDT" } == nil)
        let held = [try Market.holding("BTCUSDT", .sell, quantity: "1")]
        #expect(try code(limits, holdings: held) == nil)
    }

    @Test func ordersPerMinuteCountsThoseOfOneCycleToo() throws {
        let limits = try RiskLimits { $0.ordersPerMinute = 2 }
        var gate = try Market.gate(limits)
        func ask(_ names: [String], _ cycle: CycleID) throws -> [Refusal.Code?] {
            let proposals = try names.map { name in
                try Market.proposal(cycle) { wish in
                    wish.symbol = name
                    wish.correlations = ["BTCUSDT", "ETHUSDT", "SOLUSDT"].map { ($0, 0) }
                }
            }
            return gate.verdicts(proposals, try Market.account(cycle), of: cycle).map(\.code)
        }
        let first = Market.cycle(1)
        #expect(try ask(["BTCUSDT", "ETHUSDT", "SOLUSDT"], first) == [nil, nil, .orderRate])
        for (after_ms, code) in [(Int64(59_999), Refusal.Code.orderRate), (60_000, nil)] {
            let position = first.position + LogPosition(after_ms)
            let cycle = CycleID(time: first.time.advanced(byMilliseconds: after_ms), position: position)
            #expect(try ask(["SOLUSDT"], cycle) == [code])
        }
    }

    @Test func ordersPerDayCountsThoseOf24Hours() throws {
        let limits = try RiskLimits { ($0.ordersPerHour, $0.ordersPerDay, $0.identicalOrdersPerDay) = (2, 2, 100) }
        var gate = try Market.gate(limits)
        let rows: [(Int, Refusal.Code?)] = [(1, nil), (20, nil), (40, .orderRate), (288, .orderRate), (289, nil)]
        for (number, code) in rows {
            let cycle = Market.cycle(number)
            let outcomes = gate.verdicts([try Market.proposal(cycle)], try Market.account(cycle), of: cycle)
            #expect(outcomes.first?.code == code, "cycle \(number)")
        }
    }

    @Test func theSameOrderAgainAndAgainHalts() throws {
        let limits = try RiskLimits { $0.identicalOrdersPerDay = 2 }
        var gate = try Market.gate(limits)
        func ask(_ number: Int, _ change: (inout Market.Wish) -> Void = { _ in }) throws -> Refusal.Code? {
            gate = try Market.gate(limits, restoring: try RiskState(decoding: gate.state.encoded()))
            let cycle = Market.cycle(number)
            return gate.verdicts([try Market.proposal(cycle, change)], try Market.account(cycle), of: cycle).first?.code
        }
        #expect(try ask(1) == nil)
        #expect(try ask(2) == nil)
        for (number, change) in [
            (3, { $0.symbol = "ETHUSDT" }), (4, { $0.stop = "98.5" }), (5, { $0.action = .sell }),
        ] as [(Int, (inout Market.Wish) -> Void)] { #expect(try ask(number, change) == nil) }
        #expect(try ask(6) == .repeatedIntent)
        #expect(gate.tradingState == .halted)
        #expect(try ask(7) { $0.symbol = "SOLUSDT" } == .halted)
        _ = gate.handle(.resumeRequested(by: "ann", reason: "seen"), at: .epoch)
        #expect(try ask(8) == nil)
        #expect(try ask(9) == nil)
        #expect(try ask(10) == .repeatedIntent)
    }

    @Test func aRepeatHaltsTheRestOfItsCycleToo() throws {
        var gate = try Market.gate(try RiskLimits { $0.identicalOrdersPerDay = 1 })
        let (first, second) = (Market.cycle(1), Market.cycle(2))
        _ = gate.verdicts([try Market.proposal(first)], try Market.account(first), of: first)
        let both = try ["BTCUSDT", "ETHUSDT"].map { name in try Market.proposal(second) { $0.symbol = name } }
        let codes = gate.verdicts(both, try Market.account(second), of: second).map(\.code)
        #expect(codes == [.repeatedIntent, .halted])
    }

    @Test func aPeakBetweenTwoLooksCounts() throws {
        var gate = try Market.gate(try RiskLimits { $0.dailyLossPercent = 100 })
        let (first, second) = (Market.cycle(1), Market.cycle(2))
        _ = gate.verdicts([try Market.proposal(first)], try Market.account(first), of: first)
        let fallen = try Market.account(second) { $0.peakEquity = Money(units: 1_250_000_000_000) }
        #expect(gate.verdicts([try Market.proposal(second)], fallen, of: second).first?.code == .drawdown)
    }

    @Test func theDaysLossIsMeasuredFromItsFirstTick() throws {
        #expect(try codeOfRecord { $0.dayStartEquity = Money(units: 1_052_631_578_900) } == nil)
        #expect(try codeOfRecord { $0.dayStartEquity = Money(units: 1_052_631_579_000) } == .dailyLoss)
    }
}
