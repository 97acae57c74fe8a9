import Risk
import TestSupport
import Testing
import TradingDomain

/// 100 000 seeded cases: the gate and the oracle say the same, number for number.
@Suite struct GateOracleTests {
    private let symbol: Symbol
    private let others: [Symbol]

    init() throws {
        symbol = try Symbol("BTCUSDT")
        others = try ["ADAUSDT", "ETHUSDT", "SOLUSDT"].map { try Symbol($0) }
    }

    @Test func gateAgreesWithTheOracle() throws {
        var random = SeededGenerator(seed: 11)
        var counts: [String: Int] = [:]
        for number in 0..<100_000 {
            let oracle = try GateOracle(random: &random)
            let expected = oracle.answer
            let actual = try gateAnswer(to: oracle)
            guard actual == expected else {
                Issue.record("case \(number): the gate says \(actual), the oracle \(expected): \(oracle)")
                return
            }
            switch expected {
            case .refused(let code): counts[code.rawValue, default: 0] += 1
            case .satisfied: counts["satisfied", default: 0] += 1
            case .closes: counts["closes", default: 0] += 1
            case .opens: counts["opens", default: 0] += 1
            }
        }
        let elsewhere: Set<Refusal.Code> = [
            .duplicateDecision, .noStop, .reducingOnly, .orderRate, .repeatedIntent, .orderValue, .freeCash, .marketGap,
            .clockSuspect, .coolDown, .dailyFees,
        ]
        for code in Refusal.Code.allCases where !elsewhere.contains(code) {
            #expect(counts[code.rawValue, default: 0] >= 10, "\(code.rawValue) in \(counts)")
        }
        for word in ["satisfied", "closes", "opens"] { #expect(counts[word, default: 0] > 1000, "\(counts)") }
    }

    private func gateAnswer(to oracle: GateOracle) throws -> GateOracle.Answer {
        let rules = try InstrumentRules(
            symbol: oracle.isKnownSymbol ? symbol : others[0],
            tick: Price(units: oracle.tick),
            lot: Quantity(units: oracle.lot),
            minimumNotional: Money(units: oracle.minimum)
        )
        var gate = RiskGate(limits: oracle.limits, instruments: [rules], gateEpoch: 1, restoring: nil)
        _ = gate.handle(.booksVerified, at: .epoch)
        for (number, equity) in zip([1, 300], oracle.equities) {
            let cycle = Market.cycle(number)
            _ = gate.handle(.proposed(cycle, [], account(equity, at: cycle, [], [])), at: cycle.time)
        }
        if oracle.isHaltedByPerson { _ = gate.handle(.haltRequested(by: "seed", reason: "chance"), at: .epoch) }
        let cycle = Market.cycle(301)
        let event = RiskGate.Event.proposed(
            cycle,
            [try proposal(oracle, cycle)],
            account(oracle.equities[2], at: cycle, try holdings(oracle), try pending(oracle))
        )
        for case .judge(_, let verdicts, _) in gate.handle(
            event,
            at: cycle.time.advanced(byMilliseconds: oracle.late_ms)
        ) {
            switch verdicts.first?.outcome {
            case .refused(let refusal): return .refused(refusal.code)
            case .satisfied: return .satisfied
            case .approved(let order):
                guard let protection = order.protection else { return .closes }
                return .opens(
                    quantity: order.quantity.units,
                    stop: protection.stopLoss.units,
                    target: protection.takeProfit.units
                )
            case nil: break
            }
        }
        return .refused(.notComputable)
    }

    private func account(
        _ equity: Int64,
        at cycle: CycleID,
        _ holdings: [AccountSnapshot.Holding],
        _ pending: [Order]
    ) -> AccountSnapshot {
        AccountSnapshot(
            position: cycle.position,
            time: cycle.time,
            initialEquity: Money(units: equity),
            cash: Money(units: equity),
            equity: Money(units: equity),
            holdings: holdings,
            pendingOrders: pending,
            record: AccountRecord(equity: Money(units: equity), day: cycle.time)
        )
    }

    private func holdings(_ oracle: GateOracle) throws -> [AccountSnapshot.Holding] {
        let own = oracle.heldLong.map { [(symbol, $0, Int64(1_000_000), Int64(100_000_000))] } ?? []
        let all = own + zip(others, oracle.others).map { ($0, true, $1.quantity, $1.mark) }
        return try all.sorted { $0.0 < $1.0 }.map { name, isLong, quantity, mark in
            AccountSnapshot.Holding(
                position: Position(
                    symbol: name,
                    side: isLong ? .buy : .sell,
                    quantity: try Quantity(units: quantity),
                    averagePrice: try Price(units: mark),
                    protection: Order.Protection(stopLoss: try Price(units: 1), takeProfit: try Price(units: 2)),
                    leverage: 1,
                    openedBy: OrderID(decision: DecisionID(cycle: .epoch, symbol: name), leg: .open),
                    openedAt: .epoch
                ),
                mark: try Price(units: mark),
                openProfit: .zero
            )
        }
    }

    private func pending(_ oracle: GateOracle) throws -> [Order] {
        guard oracle.isPending else { return [] }
        return [try Market.order(Market.cycle(300), symbol.description, leg: .close, quantity: "1")]
    }

    private func proposal(_ oracle: GateOracle, _ cycle: CycleID) throws -> Proposal {
        var snapshot = FeatureSnapshot(
            symbol: symbol,
            cycle: cycle,
            freshness: oracle.isFresh ? .fresh : .warmingUp,
            entryTimeframe: .threeMinutes
        )
        let price = try Price(units: oracle.price)
        snapshot.price = price
        snapshot.momentum = MomentumFeatures(
            closeTime: cycle.time.advanced(byMilliseconds: -oracle.age_ms),
            close: price
        )
        snapshot.correlations = zip(others, oracle.others).compactMap { name, other in
            other.correlation.map { FeatureSnapshot.Correlation(other: name, coefficient: $0) }
        }
        let action: TradingAction = oracle.isLong ? .buy : .sell
        let decision = try TradingDecision(
            symbol: symbol,
            action: action,
            confidence: Percent(80),
            plan: TradePlan(
                action: action,
                entry: Price(units: oracle.entry),
                stopLoss: Price(units: oracle.stop),
                takeProfit: Price(units: oracle.target),
                positionSize: Percent(oracle.size),
                leverage: oracle.leverage
            ),
            reasoning: "",
            views: .empty,
            riskLevel: .low,
            riskScore: .zero,
            sources: [],
            time: cycle.time
        )
        return try Proposal(cycle: cycle, decision: decision, snapshot: snapshot)
    }
}
