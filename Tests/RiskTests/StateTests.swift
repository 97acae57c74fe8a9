import Risk
import TestSupport
import Testing
import TradingDomain

/// Who may trade when: start, halt, losses, repeats, exits.
@Suite struct StateTests {
    @Test func startsHaltedUntilTheBooksAreVerified() throws {
        let cycle = Market.cycle(1)
        var gate = RiskGate(limits: .standard, instruments: [try Market.rules()], gateEpoch: 1, restoring: nil)
        #expect(gate.tradingState == .halted)
        let proposal = try Market.proposal(cycle)
        #expect(gate.verdicts([proposal], try Market.account(cycle), of: cycle).first?.code == .halted)
        #expect(gate.handle(.booksVerified, at: .epoch) == [.announce(.active, reason: "")])
        let next = Market.cycle(2)
        let effects = gate.handle(.proposed(next, [try Market.proposal(next)], try Market.account(next)), at: next.time)
        guard case .judge(next, let verdicts, let orders) = effects.first else {
            Issue.record("no judgement: \(effects)")
            return
        }
        #expect(verdicts.first?.outcome.order == orders.first?.order)
        #expect(orders.first?.gateEpoch == 1)
        #expect(effects.count == 1)
    }

    @Test func haltRefusesEveryOpeningOrderAndLetsExitsPassUntilAPersonResumes() throws {
        var gate = try Market.gate()
        let halt = gate.handle(.haltRequested(by: "ann", reason: "news"), at: .epoch)
        #expect(halt == [.announce(.halted, reason: "halted by ann: news")])
        let cycle = Market.cycle(1)
        let holding = try Market.holding("ETHUSDT", .buy, quantity: "1.2345")
        let outcomes = gate.verdicts(
            [try Market.proposal(cycle), try Market.proposal(cycle) { ($0.symbol, $0.action) = ("ETHUSDT", .sell) }],
            try Market.account(cycle, holdings: [holding]),
            of: cycle
        )
        #expect(outcomes.first?.code == .halted)
        let exit = try #require(outcomes.last?.order)
        #expect(exit.id.leg == .close)
        #expect(exit.side == .sell)
        #expect(exit.quantity.description == "1.2345")
        #expect(exit.protection == nil)
        var restored = try Market.gate(restoring: try RiskState(decoding: gate.state.encoded()))
        #expect(restored.tradingState == .halted)
        let resume = restored.handle(.resumeRequested(by: "ann", reason: "calm"), at: .epoch)
        #expect(resume == [.announce(.active, reason: "resumed by ann: calm")])
        let next = Market.cycle(2)
        #expect(restored.verdicts([try Market.proposal(next)], try Market.account(next), of: next).first?.order != nil)
    }

    /// Equity 10 000; 4000 are taken out, or 4000 put in. Neither is a loss of a fifth of the peak or of the day, and what
    /// was lost before stays the fraction it was: 9600 of 10 000, less 3600, are 6000 of 6250.
    @Test(arguments: [("10000", "-4000", "6000"), ("10000", "4000", "14000"), ("9600", "-3600", "6000")])
    func moneyTakenOutIsNoLoss(equity: String, moved: String, after: String) throws {
        var gate = try Market.gate()
        let (one, two, three) = (Market.cycle(1), Market.cycle(2), Market.cycle(3))
        _ = gate.verdicts([try Market.proposal(one)], try Market.account(one), of: one)
        let before = try Market.account(two, equity: equity) {
            ($0.peakEquity, $0.dayStartEquity) = (Money(units: 10_000_00000000), Money(units: 10_000_00000000))
        }
        let first = gate.verdicts([try Market.proposal(two) { $0.symbol = "ETHUSDT" }], before, of: two)
        #expect(first.first?.order != nil, "\(first)")
        var restored = try Market.gate(restoring: try RiskState(decoding: gate.state.encoded()))
        let account = try Market.account(three, equity: after) {
            ($0.peakEquity, $0.dayStartEquity) = (before.record.peakEquity, before.record.dayStartEquity)
            $0.move(by: (try? Money(parsing: moved)) ?? .zero, from: before.equity)
        }
        let outcomes = restored.verdicts([try Market.proposal(three) { $0.symbol = "SOLUSDT" }], account, of: three)
        #expect(outcomes.first?.order != nil, "\(outcomes)")
        #expect(restored.state.highWaterMark == account.record.peakEquity)
        #expect(restored.state.dayStartEquity == account.record.dayStartEquity)
    }

    @Test func sameSideIsSatisfiedAndOppositeSideClosesWithoutOpening() throws {
        let cycle = Market.cycle(1)
        for (side, action, leg) in [
            (Side.buy, TradingAction.buy, nil), (.sell, .sell, nil), (.buy, .sell, OrderID.Leg.close),
            (.sell, .buy, .close),
        ] {
            var gate = try Market.gate()
            let account = try Market.account(cycle, holdings: [Market.holding("BTCUSDT", side, quantity: "5")])
            let outcomes = gate.verdicts([try Market.proposal(cycle) { $0.action = action }], account, of: cycle)
            #expect(outcomes.count == 1)
            #expect(outcomes.first?.order?.id.leg == leg)
            if leg == nil { #expect(outcomes.first == .satisfied) }
            #expect(gate.state.recentOrders.isEmpty)
        }
    }

    @Test func aProposalThatMayOnlyCloseClosesAndNeverOpens() throws {
        let cycle = Market.cycle(1)
        for (side, leg) in [(Side.sell, OrderID.Leg.close), (.buy, nil), (nil, nil)] {
            var gate = try Market.gate()
            let holdings = try side.map { [try Market.holding("BTCUSDT", $0, quantity: "5")] } ?? []
            let wish = try Market.proposal(cycle)
            let proposal = try Proposal(
                cycle: cycle,
                decision: wish.decision,
                snapshot: wish.snapshot,
                isExitOnly: true
            )
            let outcomes = gate.verdicts([proposal], try Market.account(cycle, holdings: holdings), of: cycle)
            #expect(outcomes.first?.order?.id.leg == leg)
            if leg == nil { #expect(outcomes == [.satisfied]) }
        }
    }

    @Test func waitsForThePendingOrder() throws {
        let cycle = Market.cycle(2)
        for (leg, holdings) in [
            (OrderID.Leg.open, []), (.close, [try Market.holding("BTCUSDT", .sell, quantity: "5")]),
        ] {
            var gate = try Market.gate()
            let pending = [try Market.order(Market.cycle(1), "BTCUSDT", leg: leg, quantity: "5")]
            let account = try Market.account(cycle, holdings: holdings, pending: pending)
            #expect(gate.verdicts([try Market.proposal(cycle)], account, of: cycle).first?.code == .orderPending)
        }
    }

    @Test func dailyLossReducesUntilTheDayEnds() throws {
        for (equity, code) in [("9500.00000001", nil), ("9500", Refusal.Code.dailyLoss)] {
            var gate = try Market.gate()
            let first = Market.cycle(1)
            _ = gate.verdicts([try Market.proposal(first)], try Market.account(first), of: first)
            let second = Market.cycle(2)
            let account = try Market.account(second, equity: equity)
            #expect(gate.verdicts([try Market.proposal(second)], account, of: second).first?.code == code)
            #expect(gate.tradingState == (code == nil ? .active : .reducing))
            guard code != nil else { continue }
            _ = gate.handle(.resumeRequested(by: "ann", reason: "hope"), at: second.time)
            let third = Market.cycle(287)
            let recovered = try Market.account(third, equity: "9900")
            #expect(gate.verdicts([try Market.proposal(third)], recovered, of: third).first?.code == .reducingOnly)
            let nextDay = Market.cycle(288)
            let morning = try Market.account(nextDay, equity: "9400")
            #expect(gate.verdicts([try Market.proposal(nextDay)], morning, of: nextDay).first?.order != nil)
            #expect(gate.tradingState == .active)
        }
    }

    @Test func drawdownHaltsUntilAPersonResumes() throws {
        let limits = try RiskLimits { $0.dailyLossPercent = 100 }
        for (equity, code) in [("9600.00000001", nil), ("9600", Refusal.Code.drawdown)] {
            var gate = try Market.gate(limits)
            let first = Market.cycle(1)
            _ = gate.verdicts([try Market.proposal(first)], try Market.account(first, equity: "12000"), of: first)
            let second = Market.cycle(2)
            let account = try Market.account(second, equity: equity)
            let effects = gate.handle(.proposed(second, [try Market.proposal(second)], account), at: second.time)
            #expect(effects.count == (code == nil ? 1 : 2))
            guard case .judge(_, let verdicts, _) = effects.first else { continue }
            #expect(verdicts.first?.outcome.code == code)
            guard code != nil else { continue }
            let third = Market.cycle(600)
            let recovered = try Market.account(third, equity: "12000")
            #expect(gate.verdicts([try Market.proposal(third)], recovered, of: third).first?.code == .halted)
            let fourth = Market.cycle(601)
            let lower = try Market.account(fourth, equity: "9500")
            _ = gate.verdicts([], lower, of: fourth)
            _ = gate.handle(.resumeRequested(by: "ann", reason: "seen"), at: fourth.time)
            #expect(gate.verdicts([try Market.proposal(fourth)], lower, of: fourth).first?.order != nil)
        }
    }

    @Test func refusesARepeatedDecisionAndACycleThatIsOver() throws {
        var gate = try Market.gate()
        let (old, new) = (Market.cycle(1), Market.cycle(2))
        #expect(gate.verdicts([try Market.proposal(new)], try Market.account(new), of: new).first?.order != nil)
        var restored = try Market.gate(restoring: try RiskState(decoding: gate.state.encoded()))
        let other = try Market.proposal(new) { $0.action = .sell }
        let outcomes = restored.verdicts(
            [
                other, try Market.proposal(new) { $0.symbol = "ETHUSDT" },
                try Market.proposal(new) { $0.symbol = "ETHUSDT" },
            ],
            try Market.account(new),
            of: new
        )
        #expect(outcomes.map(\.code) == [.duplicateDecision, nil, .duplicateDecision])
        #expect(gate.verdicts([try Market.proposal(old)], try Market.account(new), of: old).first?.code == .expired)
    }

    @Test func refusesADecisionThatCameTooLate() throws {
        let cycle = Market.cycle(1)
        for (late_ms, code) in [(Int64(300_000), nil), (300_001, Refusal.Code.expired)] {
            var gate = try Market.gate()
            let effects = gate.handle(
                .proposed(cycle, [try Market.proposal(cycle)], try Market.account(cycle)),
                at: cycle.time.advanced(byMilliseconds: late_ms)
            )
            guard case .judge(_, let verdicts, _) = effects.first else { continue }
            #expect(verdicts.first?.outcome.code == code)
        }
    }

    @Test func limitsReportAllProblemsAtOnce() throws {
        let error = #expect(throws: InvalidSettings.self) {
            try RiskLimits {
                $0.perSymbolPercent = 0
                $0.totalPercent = 101
                $0.ordersPerHour = 0
                $0.priceCollarBasisPoints = -1
            }
        }
        #expect(error?.problems.count == 4)
    }

    @Test func stateRefusesEveryCutAndEveryChangedVersion() throws {
        var gate = try Market.gate()
        let cycle = Market.cycle(1)
        _ = gate.verdicts([try Market.proposal(cycle)], try Market.account(cycle), of: cycle)
        let bytes = gate.state.encoded()
        #expect(try RiskState(decoding: bytes) == gate.state)
        for length in bytes.indices {
            #expect(throws: ValueError.self) { try RiskState(decoding: Array(bytes[..<length])) }
        }
        #expect(throws: ValueError.self) { try RiskState(decoding: bytes + [0]) }
        #expect(throws: ValueError.self) { try RiskState(decoding: [4] + bytes.dropFirst()) }
    }
}
