import Fusion
import Testing
import TradingDomain

/// Minimum hold, cool-down and cost: each fires at its boundary, and just does not one step further.
@Suite struct ChurnTests {
    private static let hold = ChurnRules(
        minimumHold_ms: 1_800_000,
        coolDown_ms: 0,
        minimumMoveToCost_tenths: 0,
        roundTripCost_hundredthsBasisPoint: 1_600
    )
    private static let coolDown = ChurnRules(
        minimumHold_ms: 0,
        coolDown_ms: 900_000,
        minimumMoveToCost_tenths: 0,
        roundTripCost_hundredthsBasisPoint: 1_600
    )

    private func part(
        _ stage: inout FusionStage,
        at seconds: Int64,
        _ action: TradingAction,
        approving leg: OrderID.Leg? = nil
    ) throws -> CycleRecord.SymbolRecord {
        let cycle = Fixtures.cycle(at: seconds)
        let record = try stage.trade(cycle, Fixtures.fresh(cycle), Fixtures.all(action), approving: leg)
        return try #require(record.symbols.first)
    }

    @Test(arguments: [(1_800 - 1, FusionOutcome.minimumHold), (1_800, .trade)])
    func anEntryIsNotClosedByASignalBeforeItsTime(_ age: Int64, _ outcome: FusionOutcome) throws {
        for (first, second) in [(TradingAction.buy, TradingAction.sell), (.sell, .buy)] {
            var stage = FusionStage(settings: try Fixtures.settings(churn: Self.hold))
            #expect(try part(&stage, at: 1000, first, approving: .open).outcome == .trade)
            let part = try part(&stage, at: 1000 + age, second)
            #expect(part.outcome == outcome)
            #expect(part.decision.action == (outcome == .trade ? second : .hold))
            if outcome == .minimumHold {
                #expect(
                    part.decision.reasoning
                        == "\(second.rawValue) 80.00, but the \(first.rawValue) before it is 1799 s old and held for at "
                        + "least 1800 s: HOLD."
                )
            }
        }
    }

    @Test func theMinimumHoldLooksAtOppositeSidesAndOpenEntriesOnly() throws {
        var stage = FusionStage(settings: try Fixtures.settings(churn: Self.hold))
        _ = try part(&stage, at: 1000, .buy, approving: .open)
        #expect(try part(&stage, at: 1300, .buy).outcome == .trade)
        #expect(try part(&stage, at: 3000, .sell, approving: .close).outcome == .trade)
        #expect(try part(&stage, at: 3300, .sell, approving: .open).outcome == .trade)
        #expect(try part(&stage, at: 3600, .buy).outcome == .minimumHold)
    }

    @Test func anEntryThatWasClosedHoldsNothingBack() throws {
        var stage = FusionStage(settings: try Fixtures.settings(churn: Self.hold))
        _ = try part(&stage, at: 1000, .buy, approving: .open)
        _ = try part(&stage, at: 1300, .buy, approving: .close)
        #expect(try part(&stage, at: 1600, .sell).outcome == .trade)
    }

    @Test(arguments: [(900 - 1, FusionOutcome.coolDown), (900, .trade)], [OrderID.Leg.open, .close])
    func nothingIsOpenedSoonAfterAnOrder(_ row: (age: Int64, outcome: FusionOutcome), _ leg: OrderID.Leg) throws {
        for action in [TradingAction.buy, .sell] {
            var stage = FusionStage(settings: try Fixtures.settings(churn: Self.coolDown))
            _ = try part(&stage, at: 1000, .buy, approving: leg)
            let cycle = Fixtures.cycle(at: 1000 + row.age)
            let result = stage.run(cycle, try Fixtures.fresh(cycle), try Fixtures.all(action))
            let part = try #require(result.record?.symbols.first)
            #expect(part.outcome == row.outcome)
            #expect(part.decision.action == action)
            #expect(result.proposals.map(\.isExitOnly) == [row.outcome == .coolDown])
            #expect(part.decision.reasoning.contains("May only close") == (row.outcome == .coolDown))
        }
    }

    @Test func aRefusalStartsNoCoolDownAndASecondSymbolHasItsOwn() throws {
        var stage = FusionStage(settings: try Fixtures.settings(churn: Self.coolDown))
        let first = Fixtures.cycle(at: 1000)
        let result = stage.run(first, try Fixtures.snapshot(first), try Fixtures.all(.buy))
        let refusal = Refusal(.tooSmall, "too small")
        let verdicts = result.proposals.map { Verdict(decision: $0.id, outcome: .refused(refusal)) }
        _ = stage.handle(.judged(first, verdicts), at: first.time)
        #expect(try part(&stage, at: 1300, .buy).outcome == .trade)
    }

    /// At 100, ATR14 of 2, cost 16 bp; the expected move is the way to the target, at most 2.
    @Test(arguments: [
        (target: "100.32", tenths: 20, outcome: FusionOutcome.trade),
        (target: "100.31999999", tenths: 20, outcome: .cost), (target: "104", tenths: 125, outcome: .trade),
        (target: "104", tenths: 126, outcome: .cost), (target: "100.00000001", tenths: 0, outcome: .trade),
    ])
    func anEntryMustPayForItsRoundTrip(_ row: (target: String, tenths: Int64, outcome: FusionOutcome)) throws {
        let rules = ChurnRules(
            minimumHold_ms: 0,
            coolDown_ms: 0,
            minimumMoveToCost_tenths: row.tenths,
            roundTripCost_hundredthsBasisPoint: 1_600
        )
        var stage = FusionStage(settings: try Fixtures.settings(churn: rules))
        let cycle = Fixtures.cycle(at: 1000)
        let result = stage.run(cycle, try Fixtures.snapshot(cycle), try Fixtures.all(.buy, target: row.target))
        #expect(result.record?.symbols.first?.outcome == row.outcome)
        #expect(result.proposals.map(\.isExitOnly) == [row.outcome == .cost])
    }

    @Test func theCostIsTheSameForASell() throws {
        for (target, outcome) in [("99.68", FusionOutcome.trade), ("99.68000001", .cost)] {
            var stage = FusionStage(settings: try Fixtures.settings())
            let cycle = Fixtures.cycle(at: 1000)
            let record = stage.run(cycle, try Fixtures.snapshot(cycle), try Fixtures.all(.sell, target: target)).record
            let part = try #require(record?.symbols.first)
            #expect(part.outcome == outcome)
            guard outcome == .cost else { continue }
            #expect(
                part.decision.reasoning
                    == "SELL 80.00: 4 h -80.00 by 2, 3 m -80.00 by 2. May only close: the expected move of 31.99 bp is "
                    + "under 2.0 times the round trip of 16.00 bp."
            )
        }
    }

    @Test func aRestartFromTheDecisionRecordDecidesTheSame() throws {
        let settings = try Fixtures.settings()
        var stage = FusionStage(settings: settings)
        var records: [CycleRecord] = []
        let plan: [(Int64, TradingAction, OrderID.Leg?)] = [
            (1000, .buy, .open), (1300, .sell, nil), (2800, .sell, .close), (3100, .sell, nil), (4600, .sell, .open),
        ]
        let outcomes: [FusionOutcome] = [.trade, .minimumHold, .trade, .coolDown, .trade]
        for ((seconds, action, leg), outcome) in zip(plan, outcomes) {
            let cycle = Fixtures.cycle(at: seconds)
            let record = try stage.trade(cycle, Fixtures.fresh(cycle), Fixtures.all(action), approving: leg)
            #expect(record.symbols.first?.outcome == outcome, "at \(seconds)")
            records.append(record)
            var restored = FusionStage(settings: settings, restoring: stage.held, lastCompleted: cycle)
            for record in records { restored.remember(record) }
            for (wait, next) in [(300, TradingAction.buy), (300, .sell), (1500, .buy), (1800, .buy), (1800, .sell)] {
                var (one, other) = (stage, restored)
                let later = Fixtures.cycle(at: seconds + Int64(wait))
                let snapshot = try Fixtures.fresh(later)
                #expect(
                    one.run(later, snapshot, try Fixtures.all(next)).record
                        == other.run(later, snapshot, try Fixtures.all(next)).record
                )
            }
        }
        #expect(stage.memory_ms == 1_800_000)
    }

    @Test func rulesOutOfRangeAreRefusedByName() throws {
        let rules = ChurnRules(
            minimumHold_ms: -1,
            coolDown_ms: ChurnRules.longest_ms + 1,
            minimumMoveToCost_tenths: 1001,
            roundTripCost_hundredthsBasisPoint: 1_000_001
        )
        let error = #expect(throws: InvalidSettings.self) { try Fixtures.settings(churn: rules, decisionTTL_ms: -1) }
        #expect(error?.problems.count == 5)
        let widest = ChurnRules(
            minimumHold_ms: ChurnRules.longest_ms,
            coolDown_ms: ChurnRules.longest_ms,
            minimumMoveToCost_tenths: 1000,
            roundTripCost_hundredthsBasisPoint: 1_000_000
        )
        #expect(throws: Never.self) { try Fixtures.settings(churn: widest, decisionTTL_ms: 86_400_000) }
    }
}
