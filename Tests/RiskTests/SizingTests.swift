import Risk
import TestSupport
import Testing
import TradingDomain

/// The size of an opening order and the limits on exposure.
@Suite struct SizingTests {
    private func outcome(
        _ limits: RiskLimits,
        equity: String = "10000",
        holdings: [AccountSnapshot.Holding] = [],
        pending: [Order] = [],
        _ change: (inout Market.Wish) -> Void = { _ in }
    ) throws -> Verdict.Outcome {
        let cycle = Market.cycle(2)
        var gate = try Market.gate(limits)
        let account = try Market.account(cycle, equity: equity, holdings: holdings, pending: pending)
        return try #require(gate.verdicts([try Market.proposal(cycle, change)], account, of: cycle).first)
    }

    @Test func takesTheSmallestBound() throws {
        let wide = try RiskLimits { ($0.fixedFractionPercent, $0.perSymbolPercent) = (50, 40) }
        let rows: [(String, RiskLimits, (inout Market.Wish) -> Void, String)] = [
            ("wish", wide, { $0.size = 7 }, "7"),
            ("fixed fraction", .standard, { $0.size = 100 }, "10"),
            ("risk per trade: 100 at risk over a distance of 4", wide, { ($0.size, $0.stop) = (100, "96") }, "25"),
            ("symbol limit", wide, { ($0.size, $0.stop) = (100, "99") }, "40"),
            ("rounded down to the lot", .standard, { ($0.price, $0.entry) = ("100.3", "100.3") }, "9.97"),
        ]
        for (name, limits, change, quantity) in rows {
            #expect(try outcome(limits, change).order?.quantity.description == quantity, "\(name)")
        }
    }

    @Test func refusesRatherThanRaisesWhatIsTooSmall() throws {
        #expect(try outcome(.standard, equity: "50").order?.quantity.description == "0.05")
        #expect(try outcome(.standard, equity: "49.99").code == .tooSmall)
    }

    @Test func symbolLimitRefusesWhenItLeavesLessThanTheSmallestOrder() throws {
        let limits = try RiskLimits { ($0.fixedFractionPercent, $0.perSymbolPercent) = (50, 5) }
        #expect(try outcome(limits, equity: "100") { $0.size = 50 }.order?.quantity.description == "0.05")
        #expect(try outcome(limits, equity: "99.99") { $0.size = 50 }.code == .symbolExposure)
    }

    @Test func totalLimitCountsHoldingsAtTheirMark() throws {
        let limits = try RiskLimits { $0.correlatedGroupPercent = 100 }
        let apart: (inout Market.Wish) -> Void = { $0.correlations = [("ETHUSDT", 0)] }
        let rows: [(String, String?, Refusal.Code?)] = [
            ("70", "10", nil), ("75", "5", nil), ("79.95", "0.05", nil), ("79.951", nil, .totalExposure),
            ("80", nil, .totalExposure), ("200", nil, .totalExposure),
        ]
        for (held, quantity, code) in rows {
            let holding = try Market.holding("ETHUSDT", .sell, quantity: held)
            let result = try outcome(limits, holdings: [holding], apart)
            #expect(result.order?.quantity.description == quantity, "\(held)")
            #expect(result.code == code, "\(held)")
        }
        let marked = try Market.holding("ETHUSDT", .buy, quantity: "40", mark: "200")
        #expect(try outcome(limits, holdings: [marked], apart).code == .totalExposure)
    }

    @Test func totalLimitCountsPendingOpeningOrders() throws {
        let limits = try RiskLimits { $0.correlatedGroupPercent = 100 }
        let opening = try Market.order(Market.cycle(1), "ETHUSDT", leg: .open, quantity: "80")
        #expect(try outcome(limits, pending: [opening]).code == .totalExposure)
        let closing = try Market.order(Market.cycle(1), "ETHUSDT", leg: .close, quantity: "80")
        #expect(try outcome(limits, pending: [closing]).order != nil)
    }

    @Test func netLimitCountsALongAgainstAShort() throws {
        let limits = try RiskLimits { ($0.netPercent, $0.correlatedGroupPercent) = (30, 100) }
        let rows: [(side: Side, held: String, action: TradingAction, quantity: String?)] = [
            (.buy, "29.95", .buy, "0.05"), (.buy, "29.951", .buy, nil), (.buy, "79", .sell, "1"),
            (.sell, "29.95", .sell, "0.05"), (.sell, "29.951", .sell, nil), (.sell, "35", .buy, "10"),
        ]
        for row in rows {
            let holding = try Market.holding("ETHUSDT", row.side, quantity: row.held)
            let result = try outcome(limits, holdings: [holding]) { wish in
                (wish.action, wish.correlations) = (row.action, [("ETHUSDT", 0)])
            }
            #expect(result.order?.quantity.description == row.quantity, "\(row)")
            if row.quantity == nil { #expect(result.code == .netExposure, "\(row)") }
        }
    }

    @Test func theSmallestQuantityIsAsGoodAsTheSmallestValue() throws {
        let rules = try InstrumentRules(
            symbol: Symbol("BTCUSDT"),
            tick: Price(parsing: "0.01"),
            lot: Quantity(parsing: "0.001"),
            minimumNotional: Money(parsing: "5"),
            minimumQuantity: Quantity(parsing: "0.5")
        )
        for (equity, code) in [("500", nil), ("499.99", Refusal.Code.tooSmall)] {
            var gate = try Market.gate(.standard, instruments: [rules])
            let cycle = Market.cycle(2)
            let account = try Market.account(cycle, equity: equity)
            #expect(gate.verdicts([try Market.proposal(cycle)], account, of: cycle).first?.code == code)
        }
    }

    /// 0.29 × 100 is a little less than 29 in binary.
    @Test func aCorrelationAtItsBoundMovesTogetherWhateverItsBinaryForm() throws {
        let holding = try Market.holding("ETHUSDT", .buy, quantity: "40")
        for hundredths in 1...100 {
            let limits = try RiskLimits { $0.correlationBoundHundredths = hundredths }
            let text = hundredths == 100 ? "1" : "0." + (hundredths < 10 ? "0" : "") + "\(hundredths)"
            let coefficient = try #require(Double(text))
            for (value, code) in [(coefficient, Refusal.Code.correlatedExposure), (coefficient.nextDown, nil)] {
                let result = try outcome(limits, holdings: [holding]) { $0.correlations = [("ETHUSDT", value)] }
                #expect(result.code == code, "\(value) against \(hundredths)")
            }
        }
    }

    @Test func correlatedLimitCountsWhatMovesTogether() throws {
        let holding = try Market.holding("ETHUSDT", .buy, quantity: "39.951")
        let rows: [(Double?, Refusal.Code?)] = [
            (0.8, .correlatedExposure), (-0.8, .correlatedExposure), (0.79, nil), (-0.79, nil), (0, nil),
            (nil, .correlatedExposure), (.nan, .correlatedExposure),
        ]
        for (coefficient, code) in rows {
            let result = try outcome(.standard, holdings: [holding]) { wish in
                wish.correlations = coefficient.map { [("ETHUSDT", $0)] } ?? []
            }
            #expect(result.code == code, "\(String(describing: coefficient))")
        }
        let within = try Market.holding("ETHUSDT", .buy, quantity: "39.95")
        #expect(try outcome(.standard, holdings: [within]).order?.quantity.description == "0.05")
    }

    @Test func ofTwoThatFitSinglyButNotTogetherExactlyOnePasses() throws {
        let limits = try RiskLimits { ($0.totalPercent, $0.correlatedGroupPercent) = (10, 100) }
        let cycle = Market.cycle(1)
        let both = try ["ETHUSDT", "BTCUSDT"].map { name in try Market.proposal(cycle) { $0.symbol = name } }
        for batch in [both, both.reversed()] {
            var gate = try Market.gate(limits)
            let outcomes = gate.verdicts(batch, try Market.account(cycle), of: cycle)
            #expect(outcomes.first?.order?.symbol.description == "BTCUSDT")
            #expect(outcomes.last?.code == .totalExposure)
        }
        for proposal in both {
            var gate = try Market.gate(limits)
            #expect(gate.verdicts([proposal], try Market.account(cycle), of: cycle).first?.order != nil)
        }
    }

    @Test func ordersPerHourCountsOpeningOrdersInEventTime() throws {
        let limits = try RiskLimits { $0.ordersPerHour = 2 }
        var gate = try Market.gate(limits)
        // Five minutes a cycle: those of cycles 1 and 2 leave the hour at cycles 13 and 14.
        let rows: [(Int, Refusal.Code?)] = [
            (1, nil), (2, nil), (3, .orderRate), (12, .orderRate), (13, nil), (14, nil),
        ]
        for (number, code) in rows {
            let cycle = Market.cycle(number)
            let outcomes = gate.verdicts([try Market.proposal(cycle)], try Market.account(cycle), of: cycle)
            #expect(outcomes.first?.code == code, "cycle \(number)")
        }
    }
}

extension SizingTests {
    /// Stop 2 away, target 4: b = 2. Equity 10 000; the other methods leave 25 and more.
    @Test func kellyRisksItsShareOfTheStake() throws {
        let rows: [(ppm: Int, fraction: Int, shrinkage: Int, quantity: String?)] = [
            // f = p − (1 − p) / 2.
            (340_000, 100, 0, "50"), (400_000, 5, 0, "25"), (400_000, 5, 100, "25"), (333_333, 100, 0, nil),
            (600_000, 1, 0, "20"), (600_000, 1, 50, "16.25"), (600_000, 1, 100, "12.5"), (0, 100, 0, nil),
        ]
        for row in rows {
            let limits = try RiskLimits {
                ($0.fixedFractionPercent, $0.perSymbolPercent, $0.totalPercent) = (100, 100, 100)
                ($0.correlatedGroupPercent, $0.riskPerTradeBasisPoints, $0.maximumLeverage) = (100, 10_000, 10)
                ($0.kellyFractionPercent, $0.kellyShrinkagePercent) = (row.fraction, row.shrinkage)
            }
            let result = try sized(limits) { ($0.size, $0.winFraction_ppm) = (100, row.ppm) }
            #expect(result.order?.quantity.description == row.quantity, "\(row)")
            if row.quantity == nil { #expect(result.code == .tooSmall, "\(row)") }
        }
    }

    @Test func atrParityLosesItsShareOverOneATR() throws {
        let limits = try RiskLimits {
            ($0.fixedFractionPercent, $0.perSymbolPercent, $0.riskPerTradeBasisPoints) = (50, 50, 1000)
            ($0.atrRiskBasisPoints, $0.correlatedGroupPercent) = (50, 100)
        }
        #expect(try sized(limits) { ($0.size, $0.trendATR) = (50, 5) }.order?.quantity.description == "10")
        #expect(try sized(limits) { ($0.size, $0.trendATR) = (50, 3) }.order?.quantity.description == "16.666")
        #expect(try sized(limits) { ($0.size, $0.trendATR) = (50, 0.1) }.order?.quantity.description == "50")
    }

    private func sized(_ limits: RiskLimits, _ change: (inout Market.Wish) -> Void) throws -> Verdict.Outcome {
        let cycle = Market.cycle(2)
        var gate = try Market.gate(limits)
        return try #require(
            gate.verdicts([try Market.proposal(cycle, change)], try Market.account(cycle), of: cycle).first
        )
    }
}
