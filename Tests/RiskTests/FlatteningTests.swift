import Risk
import TestSupport
import Testing
import TradingDomain

/// Flattening, resuming, trying, and how much of the limits is used.
@Suite struct FlatteningTests {
    private func closings(_ effects: [RiskGate.Effect]) -> [Order] {
        for case .flatten(let orders) in effects { return orders.map(\.order) }
        return []
    }

    @Test func closesWhatIsOpenAndHaltsWhenNothingIs() throws {
        var gate = try Market.gate()
        let effects = gate.handle(.flattenRequested(by: "ann", reason: "enough"), at: .epoch)
        #expect(effects == [.announce(.flattening, reason: "flattened by ann: enough")])
        gate = try Market.gate(restoring: try RiskState(decoding: gate.state.encoded()))
        #expect(gate.tradingState == .flattening)
        let cycle = Market.cycle(4)
        let pending = [try Market.order(Market.cycle(3), "SOLUSDT", leg: .open, quantity: "1")]
        let holdings = [
            try Market.holding("BTCUSDT", .buy, quantity: "2"), try Market.holding("ETHUSDT", .sell, quantity: "3"),
        ]
        let orders = closings(
            gate.handle(.accountSeen(try Market.account(cycle, holdings: holdings, pending: pending)), at: cycle.time)
        )
        #expect(orders.map(\.symbol.description) == ["BTCUSDT", "ETHUSDT"])
        #expect(orders.map(\.side) == [.sell, .buy])
        #expect(orders.allSatisfy { $0.id.leg == .close && $0.decidedAt == cycle })
        // A halt does not stop it, nothing opens, and what waits is waited for.
        #expect(gate.handle(.haltRequested(by: "bob", reason: "too"), at: .epoch).isEmpty)
        let opening = gate.verdicts([try Market.proposal(cycle)], try Market.account(cycle), of: cycle)
        #expect(opening.first?.code == .halted)
        let waiting = try Market.account(cycle, pending: pending)
        #expect(gate.handle(.accountSeen(waiting), at: cycle.time).isEmpty)
        let done = gate.handle(.accountSeen(try Market.account(cycle)), at: cycle.time)
        #expect(done == [.announce(.halted, reason: "flattened by ann: enough; all positions are closed")])
        #expect(gate.handle(.accountSeen(try Market.account(cycle)), at: cycle.time).isEmpty)
    }

    @Test func anActiveGateFlattensNothing() throws {
        var gate = try Market.gate()
        let account = try Market.account(Market.cycle(1), holdings: [Market.holding("BTCUSDT", .buy, quantity: "1")])
        #expect(gate.handle(.accountSeen(account), at: .epoch).isEmpty)
        #expect(gate.tradingState == .active)
    }

    @Test func resumeNeedsAReasonAndDoesNotLiftTheDaysLoss() throws {
        var gate = try Market.gate()
        let (first, second) = (Market.cycle(1), Market.cycle(2))
        _ = gate.verdicts([try Market.proposal(first)], try Market.account(first), of: first)
        _ = gate.verdicts([try Market.proposal(second)], try Market.account(second, equity: "9500"), of: second)
        #expect(gate.tradingState == .reducing)
        _ = gate.handle(.haltRequested(by: "ann", reason: "news"), at: .epoch)
        for reason in ["", " \n\t"] {
            #expect(gate.handle(.resumeRequested(by: "ann", reason: reason), at: .epoch).isEmpty)
            #expect(gate.tradingState == .halted)
        }
        _ = gate.handle(.resumeRequested(by: "ann", reason: "calm"), at: .epoch)
        #expect(gate.tradingState == .reducing)
        let third = Market.cycle(3)
        let recovered = gate.verdicts([try Market.proposal(third)], try Market.account(third), of: third)
        #expect(recovered.first?.code == .reducingOnly)
    }

    @Test func aTrialIsJudgedAndForgotten() throws {
        var gate = try Market.gate()
        let cycle = Market.cycle(1)
        let proposal = try Market.proposal(cycle)
        let account = try Market.account(cycle)
        let before = gate.state
        #expect(gate.trial(proposal, on: account).outcome.order?.quantity.description == "10")
        #expect(gate.state == before)
        _ = gate.verdicts([proposal], account, of: cycle)
        #expect(gate.trial(proposal, on: account).outcome.order != nil)
        _ = gate.handle(.haltRequested(by: "ann", reason: "news"), at: .epoch)
        #expect(gate.trial(proposal, on: account).outcome.code == .halted)
    }

    @Test func usesAreOfTheLimitsInUse() throws {
        let gate = try Market.gate()
        let account = try Market.account(Market.cycle(1), holdings: [Market.holding("BTCUSDT", .buy, quantity: "5")]) {
            $0.lossStreak = 2
        }
        let uses = gate.uses(of: account)
        func used(_ name: String, _ subject: String = "") -> Double? {
            uses.first { $0.name == name && $0.subject == subject }?.used
        }
        #expect(used("per_symbol_percent", "BTCUSDT") == 5)
        #expect(used("per_symbol_percent", "ETHUSDT") == 0)
        #expect(used("total_percent") == 5)
        #expect(used("losses_in_a_row") == 2)
        #expect(used("free_cash_percent") == 2.5)
        #expect(used("orders_per_hour") == 0)
        #expect(gate.uses(of: nil).first { $0.name == "total_percent" }?.used == nil)
    }

    @Test func theUseOfAGroupNamesItsMembers() throws {
        let gate = try Market.gate()
        let cycle = Market.cycle(1)
        let holdings = try [("BTCUSDT", "5"), ("ETHUSDT", "3")].map { try Market.holding($0, .buy, quantity: $1) }
        let account = try Market.account(cycle, holdings: holdings)
        let apart = try Market.proposal(cycle) { $0.correlations = [("ETHUSDT", 0.79)] }.snapshot
        let together = try Market.proposal(cycle) { wish in
            (wish.symbol, wish.correlations) = ("SOLUSDT", [("BTCUSDT", 0.1), ("ETHUSDT", -0.8)])
        }
        let uses = gate.uses(of: account, snapshots: [apart, together.snapshot]).filter {
            $0.name == "correlated_percent"
        }
        #expect(uses.map(\.subject) == ["BTCUSDT", "ETHUSDT", "SOLUSDT"])
        #expect(uses.map(\.used) == [5, 8, 3])
        #expect(uses.map(\.members) == [["BTCUSDT"], ["BTCUSDT", "ETHUSDT"], ["ETHUSDT", "SOLUSDT"]])
    }

    @Test func stateOfTheVersionBeforeIsRead() throws {
        // Version 1: active, no reason, nothing known, one time of an order.
        var bytes: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0, 6] + Array("active".utf8) + Array(repeating: 0, count: 8)
        bytes += [0, 0, 0, 0, 0, 0] + Array(repeating: 0, count: 8)
        bytes += [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9]
        let state = try RiskState(decoding: bytes)
        #expect(state == RiskState())
        #expect(throws: ValueError.self) { try RiskState(decoding: bytes.dropLast()) }
    }
}
