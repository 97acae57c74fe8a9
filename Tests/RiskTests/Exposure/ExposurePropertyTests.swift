import Risk
import TestSupport
import Testing
import TradingDomain

/// Whatever is proposed, in whatever order and state, across restarts: exposure stays within every limit at every step,
/// and what is not active opens nothing. 12 000 seeded batches in 300 accounts that trade what they are allowed.
@Suite struct ExposurePropertyTests {
    private static let accounts = 300
    private static let batches = 40

    private func limits(_ random: inout SeededGenerator) throws -> RiskLimits {
        func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
        return try RiskLimits {
            $0.perSymbolPercent = int(5...90)
            $0.totalPercent = int($0.perSymbolPercent...100)
            ($0.netPercent, $0.correlatedGroupPercent) = (int(5...100), int(5...100))
            ($0.correlationBoundHundredths, $0.fixedFractionPercent) = (int(20...100), int(5...100))
            // Much at risk, so that days are lost and accounts fall.
            ($0.riskPerTradeBasisPoints, $0.atrRiskBasisPoints) = (Int64(int(100...900)), int(0...3) > 0 ? 0 : 100)
            ($0.kellyFractionPercent, $0.feeReserveBasisPoints) = (int(0...3) > 0 ? 0 : 50, Int64(int(0...500)))
            ($0.ordersPerMinute, $0.ordersPerHour, $0.ordersPerDay) = (int(1...4), int(3...20), 40)
            ($0.identicalOrdersPerDay, $0.maximumLeverage) = (int(1...4), int(1...5))
            ($0.dailyLossPercent, $0.maximumDrawdownPercent) = (int(1...5), int(5...40))
            ($0.lossesInARow, $0.feesPerDayBasisPoints) = (int(2...5), Int64(int(5...200)))
            if int(0...4) == 0 { $0.maximumOrderValue_usdt = 500 }
            if int(0...4) == 0 { $0.exitOnlySymbols = [try? Symbol("SOLUSDT")].compactMap(\.self) }
        }
    }

    private func wishes(_ cycle: CycleID, _ account: ToyAccount, _ random: inout SeededGenerator) -> [OracleInput.Wish]
    {
        func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
        return ToyAccount.names.shuffled(using: &random).prefix(int(0...5)).map { name in
            let price = account.price(of: name)
            var wish = OracleInput.Wish(
                cycle: .init(time: cycle.time.milliseconds, position: cycle.position),
                symbol: name
            )
            wish.isLong = int(0...2) > 0
            wish.isExitOnly = int(0...19) == 0
            (wish.price, wish.entry) = (price, price)
            wish.candleAt = cycle.time.milliseconds - Int64(int(0...370_000))
            let (stop, target) = (Int64(int(0...2)) * 100 + 100, Int64(int(0...2)) * 150 + 100)
            wish.stop = price - (wish.isLong ? 1 : -1) * price / 10_000 * stop
            wish.target = price + (wish.isLong ? 1 : -1) * price / 10_000 * target
            (wish.size, wish.leverage) = (int(0...100), int(1...5))
            (wish.probability_ppm, wish.atr) = (int(300_000...900_000), Double(int(1...8)))
            for other in ToyAccount.names where other != name && int(0...3) > 0 {
                wish.correlations.append((other, Double(int(-100...100)) / 100))
            }
            return wish
        }
    }

    /// What a person or a crash does between two cycles.
    private func disturb(_ gate: inout RiskGate, _ rules: [InstrumentRules], _ random: inout SeededGenerator) throws {
        switch Int.random(in: 0..<40, using: &random) {
        case 0: _ = gate.handle(.haltRequested(by: "seed", reason: "chance"), at: .epoch)
        case 1: _ = gate.handle(.flattenRequested(by: "seed", reason: "chance"), at: .epoch)
        case 2...4:
            let state = try RiskState(decoding: gate.state.encoded())
            gate = RiskGate(limits: gate.limits, instruments: rules, gateEpoch: 1, restoring: state)
        case 5...25:
            if gate.tradingState == .halted { _ = gate.handle(.booksVerified, at: .epoch) }
        case 26...36:
            if gate.tradingState == .halted {
                _ = gate.handle(.resumeRequested(by: "seed", reason: "chance"), at: .epoch)
            }
        default: break
        }
    }

    @Test func exposureStaysWithinEveryLimitAndOnlyAnActiveGateOpens() throws {
        var random = SeededGenerator(seed: 7)
        var counts: [String: Int] = [:]
        let rules = try ToyAccount.names.map { try Market.rules($0) }
        for number in 0..<Self.accounts {
            let limits = try limits(&random)
            var gate = try Market.gate(limits, instruments: rules)
            var account = ToyAccount()
            var opened: [Timestamp] = []
            var cycle = Market.cycle(1)
            for _ in 0..<Self.batches {
                try disturb(&gate, rules, &random)
                let waits_ms: [Int64] = [20_000, 300_000, 300_000, 1_200_000, 20_000_000]
                let wait_ms = waits_ms.randomElement(using: &random) ?? 0
                cycle = CycleID(time: cycle.time.advanced(byMilliseconds: wait_ms), position: cycle.position + 10)
                account.pass(to: cycle.time, &random)
                let books = account.books(at: cycle)
                let before = gate.tradingState
                counts["judged while \(before.rawValue)", default: 0] += 1
                let wishes = wishes(cycle, account, &random)
                let event = RiskGate.Event.proposed(cycle, try wishes.map { try $0.domain() }, try books.domain())
                var orders: [Order] = []
                for case .judge(_, _, let approved) in gate.handle(event, at: cycle.time) {
                    orders = approved.map(\.order)
                }
                let openings = orders.filter { $0.id.leg == .open }
                if before == .halted || before == .flattening || gate.tradingState == .reducing {
                    #expect(openings.isEmpty, "account \(number) opened while \(before), \(gate.tradingState)")
                }
                var check = ExposureCheck(limits, books)
                for order in openings {
                    try check.opens(order, of: try #require(wishes.first { $0.symbol == order.symbol.description }))
                    opened.append(cycle.time)
                }
                check.rate(opened, at: cycle.time)
                if gate.tradingState == .flattening {
                    for case .flatten(let more) in gate.handle(.accountSeen(try books.domain()), at: cycle.time)
                    where orders.isEmpty {
                        account.take(more.map(\.order))
                        counts["closed by flattening", default: 0] += more.count
                    }
                }
                for order in orders where order.id.leg == .close { check.closes(order) }
                account.take(orders)
                counts["opened", default: 0] += openings.count
                counts["closed", default: 0] += orders.count - openings.count
            }
        }
        print(counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", "))
        for (word, least) in [
            ("opened", 1_000), ("closed", 500), ("closed by flattening", 50), ("judged while active", 1_000),
            ("judged while halted", 500), ("judged while reducing", 200), ("judged while flattening", 50),
        ] { #expect(counts[word, default: 0] >= least, "\(word): \(counts)") }
    }
}

extension ExposureCheck {
    /// A close is of all that is held, and against it.
    func closes(_ order: Order) {
        #expect(
            books.held.contains {
                $0.symbol == order.symbol.description && $0.isLong == (order.side == .sell)
                    && $0.quantity == order.quantity.units
            }
        )
    }

    func rate(_ opened: [Timestamp], at now: Timestamp) {
        for (span_ms, limit) in [
            (Int64(60_000), limits.ordersPerMinute), (3_600_000, limits.ordersPerHour),
            (86_400_000, limits.ordersPerDay),
        ] { #expect(opened.count { now.milliseconds(since: $0) < span_ms } <= limit) }
    }
}
