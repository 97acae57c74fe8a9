import Risk
import TestSupport
import Testing
import TradingDomain

/// Every check on one decision's own numbers: at the boundary it passes, just past it is refused with its code.
@Suite struct PlanLimitTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let code: Refusal.Code
        let passing: @Sendable (inout Market.Wish) -> Void
        let refused: @Sendable (inout Market.Wish) -> Void

        var testDescription: String { name }
    }

    static let rows = [
        Row(name: "stale by age", code: .staleFeatures) {
            $0.age_ms = 360_000
        } refused: {
            $0.age_ms = 360_001
        },
        Row(name: "stale by the worker's word", code: .staleFeatures) {
            $0.freshness = .fresh
        } refused: {
            $0.freshness = .stale(age_ms: 1)
        },
        Row(name: "candle after the tick", code: .notComputable) {
            $0.age_ms = 0
        } refused: {
            $0.age_ms = -1
        },
        Row(name: "unknown symbol", code: .unknownSymbol) {
            $0.symbol = "ETHUSDT"
        } refused: {
            $0.symbol = "DOGEUSDT"
        },
        Row(name: "entry above the market", code: .priceCollar) {
            $0.entry = "100.5"
        } refused: {
            $0.entry = "100.50000001"
        },
        Row(name: "entry below the market", code: .priceCollar) {
            $0.entry = "99.5"
        } refused: {
            $0.entry = "99.49999999"
        },
        Row(name: "long stop at the market", code: .stopOnWrongSide) {
            ($0.entry, $0.stop) = ("100.2", "99.99")
        } refused: {
            ($0.entry, $0.stop) = ("100.2", "99.991")
        },
        Row(name: "short stop at the market", code: .stopOnWrongSide) {
            ($0.action, $0.entry, $0.stop, $0.target) = (.sell, "99.8", "100.01", "96")
        } refused: {
            ($0.action, $0.entry, $0.stop, $0.target) = (.sell, "99.8", "100.009", "96")
        },
        Row(name: "long stop too far", code: .stopTooFar) {
            ($0.stop, $0.target) = ("90", "120")
        } refused: {
            ($0.stop, $0.target) = ("89.99", "120")
        },
        Row(name: "short stop too far", code: .stopTooFar) {
            ($0.action, $0.stop, $0.target) = (.sell, "110", "80")
        } refused: {
            ($0.action, $0.stop, $0.target) = (.sell, "110.01", "80")
        },
        Row(name: "long target at the market", code: .targetOnWrongSide) {
            ($0.entry, $0.stop, $0.target) = ("99.8", "99.7", "100.3")
        } refused: {
            ($0.entry, $0.stop, $0.target) = ("99.8", "99.7", "100.009")
        },
        Row(name: "short target at the market", code: .targetOnWrongSide) {
            ($0.action, $0.entry, $0.stop, $0.target) = (.sell, "100.2", "100.3", "99.7")
        } refused: {
            ($0.action, $0.entry, $0.stop, $0.target) = (.sell, "100.2", "100.3", "99.991")
        },
        Row(name: "reward to risk", code: .rewardToRisk) {
            $0.target = "102"
        } refused: {
            $0.target = "101.99"
        },
        Row(name: "reward to risk of a target between ticks", code: .rewardToRisk) {
            $0.target = "102.009"
        } refused: {
            $0.target = "101.999"
        },
        Row(name: "reward to risk of a short", code: .rewardToRisk) {
            ($0.action, $0.stop, $0.target) = (.sell, "102", "98")
        } refused: {
            ($0.action, $0.stop, $0.target) = (.sell, "102", "98.001")
        },
        Row(name: "leverage", code: .leverage) {
            $0.leverage = 3
        } refused: {
            $0.leverage = 4
        },
        Row(name: "wish of nothing", code: .tooSmall) {
            $0.size = 1
        } refused: {
            $0.size = 0
        },
    ]

    @Test(arguments: rows) func passAtTheBoundaryAndRefuseJustPastIt(_ row: Row) throws {
        let cycle = Market.cycle(1)
        var gate = try Market.gate()
        let passed = gate.verdicts([try Market.proposal(cycle, row.passing)], try Market.account(cycle), of: cycle)
        #expect(passed.first?.order != nil, "\(passed)")
        gate = try Market.gate()
        let refused = gate.verdicts([try Market.proposal(cycle, row.refused)], try Market.account(cycle), of: cycle)
        #expect(refused.first?.code == row.code, "\(refused)")
    }

    @Test func refusesAStopBeyondLiquidation() throws {
        let limits = try RiskLimits {
            $0.maximumLeverage = 20
            $0.maximumStopDistanceBasisPoints = 5000
        }
        let cycle = Market.cycle(1)
        for (stop, code) in [("92", nil), ("91.99", Refusal.Code.stopBeyondLiquidation)] {
            var gate = try Market.gate(limits)
            let proposal = try Market.proposal(cycle) {
                $0.stop = stop
                $0.target = "120"
                $0.leverage = 10
            }
            let outcomes = gate.verdicts([proposal], try Market.account(cycle), of: cycle)
            #expect(outcomes.first?.code == code, "\(outcomes)")
        }
    }

    @Test func noDecisionWithoutAStopCanExist() throws {
        #expect(throws: ValueError.self) {
            try TradingDecision(
                symbol: Symbol("BTCUSDT"),
                action: .buy,
                confidence: Percent(80),
                plan: nil,
                reasoning: "",
                views: .empty,
                riskLevel: .low,
                riskScore: .zero,
                sources: [],
                time: .epoch
            )
        }
    }

    @Test func refusesAStopThatRoundsToNoPrice() throws {
        let cycle = Market.cycle(1)
        let huge = "92233720368"
        var gate = try Market.gate(instruments: [try Market.rules(tick: "60000000000")])
        let proposal = try Market.proposal(cycle) {
            ($0.action, $0.price, $0.entry) = (.buy, "92233720367", "92233720367")
            ($0.stop, $0.target) = ("92233720366", huge)
        }
        #expect(gate.verdicts([proposal], try Market.account(cycle), of: cycle).first?.code == .noStop)
    }

    @Test func refusesWhatItCannotCompute() throws {
        let cycle = Market.cycle(2)
        let good = try Market.proposal(cycle)
        for change in [{ $0.price = nil }, { $0.momentum = nil }] as [(inout FeatureSnapshot) -> Void] {
            var snapshot = good.snapshot
            change(&snapshot)
            var gate = try Market.gate()
            let proposal = try Proposal(cycle: cycle, decision: good.decision, snapshot: snapshot)
            #expect(gate.verdicts([proposal], try Market.account(cycle), of: cycle).first?.code == .notComputable)
        }
        var gate = try Market.gate()
        let tooOld = try Market.account(Market.cycle(1))
        #expect(gate.verdicts([good], tooOld, of: cycle).first?.code == .notComputable)
        gate = try Market.gate()
        let other = try Market.proposal(Market.cycle(1))
        #expect(gate.verdicts([other], try Market.account(cycle), of: cycle).first?.code == .notComputable)
        gate = try Market.gate()
        #expect(gate.verdicts([good], try Market.account(cycle, equity: "0"), of: cycle).first?.code == .notComputable)
    }

    @Test func roundsStopAndTargetTowardTheMarket() throws {
        let cycle = Market.cycle(1)
        for (action, stop, target, rounded) in [
            (TradingAction.buy, "98.001", "104.009", ["98.01", "104"]),
            (.sell, "101.999", "95.991", ["101.99", "96"]),
        ] {
            var gate = try Market.gate()
            let proposal = try Market.proposal(cycle) {
                ($0.action, $0.stop, $0.target) = (action, stop, target)
            }
            let order = try #require(gate.verdicts([proposal], try Market.account(cycle), of: cycle).first?.order)
            let protection = try #require(order.protection)
            #expect([protection.stopLoss.description, protection.takeProfit.description] == rounded)
        }
    }
}
