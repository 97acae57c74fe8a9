import Risk
import TestSupport
import Testing
import TradingDomain

/// Whatever is proposed, in whatever order and state, across restarts: exposure stays within the limits and a halt
/// opens nothing. 12 000 seeded batches in 600 accounts.
@Suite struct ExposurePropertyTests {
    private static let names = ["ADAUSDT", "BTCUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT"]

    private func limits(_ random: inout SeededGenerator) throws -> RiskLimits {
        let perSymbol = Int.random(in: 1...50, using: &random)
        return try RiskLimits {
            $0.perSymbolPercent = perSymbol
            $0.totalPercent = .random(in: perSymbol...100, using: &random)
            $0.correlatedGroupPercent = .random(in: 1...100, using: &random)
            $0.fixedFractionPercent = .random(in: 1...100, using: &random)
            $0.riskPerTradeBasisPoints = .random(in: 1...1000, using: &random)
            $0.ordersPerHour = .random(in: 5...100, using: &random)
            $0.dailyLossPercent = .random(in: 5...100, using: &random)
            $0.maximumDrawdownPercent = .random(in: 5...100, using: &random)
        }
    }

    private func proposals(_ cycle: CycleID, _ random: inout SeededGenerator) throws -> [Proposal] {
        try Self.names.shuffled(using: &random).prefix(.random(in: 1...5, using: &random)).map { name in
            let others = Self.names.filter { $0 != name && Bool.random(using: &random) }
            let correlations = others.map { ($0, Double.random(in: -1...1, using: &random)) }
            return try Market.proposal(cycle) {
                $0.symbol = name
                $0.action = Bool.random(using: &random) ? .buy : .sell
                $0.size = .random(in: 0...100, using: &random)
                $0.leverage = .random(in: 1...4, using: &random)
                $0.age_ms = .random(in: 0...400_000, using: &random)
                $0.correlations = correlations
            }
        }
    }

    @Test func exposureStaysWithinTheLimitsAndAHaltOpensNothing() throws {
        var random = SeededGenerator(seed: 7)
        var approvals = 0
        var closings = 0
        var codes: [Refusal.Code: Int] = [:]
        for run in 0..<600 {
            let limits = try limits(&random)
            let rules = try Self.names.map { try Market.rules($0) }
            var gate = try Market.gate(limits, instruments: rules)
            var holdings: [AccountSnapshot.Holding] = []
            for number in 1...20 {
                let cycle = Market.cycle(run * 20 + number)
                if Int.random(in: 0..<10, using: &random) == 0 {
                    gate = try Market.gate(
                        limits,
                        instruments: rules,
                        restoring: RiskState(decoding: gate.state.encoded())
                    )
                }
                if Int.random(in: 0..<12, using: &random) == 0 {
                    _ = gate.handle(.haltRequested(by: "seed", reason: "chance"), at: cycle.time)
                } else if Int.random(in: 0..<4, using: &random) == 0 {
                    _ = gate.handle(.resumeRequested(by: "seed", reason: "chance"), at: cycle.time)
                }
                let equity = String(Int.random(in: 9000...10_500, using: &random))
                let account = try Market.account(cycle, equity: equity, holdings: holdings)
                let wasHalted = gate.tradingState == .halted
                let outcomes = gate.verdicts(try proposals(cycle, &random), account, of: cycle)
                for code in outcomes.compactMap(\.code) { codes[code, default: 0] += 1 }
                let orders = outcomes.compactMap(\.order)
                let openings = orders.filter { $0.id.leg == .open }
                if wasHalted { #expect(openings.isEmpty, "run \(run) cycle \(number) opened while halted") }
                try check(openings, account, limits)
                approvals += openings.count
                closings += orders.count - openings.count
                holdings = try settled(holdings, orders)
            }
        }
        #expect(approvals > 1000)
        #expect(closings > 1000)
        for code in [Refusal.Code.halted, .totalExposure, .correlatedExposure, .staleFeatures, .leverage, .orderRate] {
            #expect(codes[code, default: 0] > 10, "\(code) was hit too seldom: \(codes)")
        }
    }

    /// The limits once more, from their words: nothing opens when the total is above its limit afterwards.
    private func check(_ openings: [Order], _ account: AccountSnapshot, _ limits: RiskLimits) throws {
        guard !openings.isEmpty else { return }
        var total = try account.holdings.reduce(Money.zero) { try $0 + $1.mark.notional(of: $1.position.quantity) }
        for order in openings {
            let notional = try order.referencePrice.notional(of: order.quantity)
            total += notional
            #expect(notional.units * 100 <= account.equity.units * Int64(limits.perSymbolPercent))
            #expect(notional.units * 100 <= account.equity.units * Int64(limits.fixedFractionPercent))
            #expect(notional >= (try Money(parsing: "5")))
            let protection = try #require(order.protection)
            let risk = (protection.stopLoss.units - order.referencePrice.units).magnitude
            #expect(
                Int128(risk) * Int128(order.quantity.units) / 100_000_000 * 10_000
                    <= Int128(account.equity.units) * Int128(limits.riskPerTradeBasisPoints)
            )
            #expect(order.leverage <= limits.maximumLeverage)
        }
        #expect(total.units * 100 <= account.equity.units * Int64(limits.totalPercent))
    }

    private func settled(_ holdings: [AccountSnapshot.Holding], _ orders: [Order]) throws
        -> [AccountSnapshot.Holding]
    {
        var holdings = holdings
        for order in orders {
            if order.id.leg == .close {
                #expect(holdings.contains { $0.position.symbol == order.symbol && $0.position.side != order.side })
                holdings.removeAll { $0.position.symbol == order.symbol }
            } else {
                #expect(!holdings.contains { $0.position.symbol == order.symbol })
                holdings.append(
                    try Market.holding(
                        order.symbol.description,
                        order.side,
                        quantity: order.quantity.description
                    )
                )
            }
        }
        return holdings.sorted { $0.position.symbol < $1.position.symbol }
    }
}
