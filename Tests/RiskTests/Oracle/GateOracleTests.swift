import Foundation
import Risk
import TestSupport
import Testing
import TradingDomain

/// Random histories in random accounts: at every step the gate and the oracle say the same, number for number.
///
/// `TANDEM_ORACLE_CASES` sets how many proposals are judged (100 000).
@Suite struct GateOracleTests {
    private static let cases = Int(ProcessInfo.processInfo.environment["TANDEM_ORACLE_CASES"] ?? "") ?? 100_000
    private static let stepsOfAHistory = 40

    /// The gate, driven by the same steps.
    private struct Subject {
        let rules: [InstrumentRules]
        var gate: RiskGate

        init(_ history: OracleHistory) throws {
            rules = try history.rules.map { try $0.domain() }
            gate = RiskGate(limits: history.limits, instruments: rules, gateEpoch: 1, restoring: nil)
        }

        mutating func take(_ step: OracleInput.Step) throws -> [GateOracle.Answer] {
            switch step {
            case .booksVerified: _ = gate.handle(.booksVerified, at: .epoch)
            case .restart:
                let state = try RiskState(decoding: gate.state.encoded())
                gate = RiskGate(limits: gate.limits, instruments: rules, gateEpoch: 1, restoring: state)
            case .halt: _ = gate.handle(.haltRequested(by: "seed", reason: "chance"), at: .epoch)
            case .flatten: _ = gate.handle(.flattenRequested(by: "seed", reason: "chance"), at: .epoch)
            case .resume(let hasReason):
                _ = gate.handle(.resumeRequested(by: "seed", reason: hasReason ? "chance" : " "), at: .epoch)
            case .seen(let books):
                for case .flatten(let orders) in gate.handle(.accountSeen(try books.domain()), at: .epoch) {
                    return orders.map { Self.answer($0.order) }
                }
            case .asked(let cycle, let now, let wishes, let books):
                let event = RiskGate.Event.proposed(
                    cycle.domain,
                    try wishes.map { try $0.domain() },
                    try books.domain()
                )
                for case .judge(_, let verdicts, _) in gate.handle(event, at: Timestamp(milliseconds: now)) {
                    return verdicts.map { Self.answer($0.outcome) }
                }
            }
            return []
        }

        private static func answer(_ outcome: Verdict.Outcome) -> GateOracle.Answer {
            switch outcome {
            case .refused(let refusal): .refused(refusal.code)
            case .satisfied: .satisfied
            case .approved(let order): answer(order)
            }
        }

        private static func answer(_ order: Order) -> GateOracle.Answer {
            let (symbol, isBuy) = (order.symbol.description, order.side == .buy)
            guard let protection = order.protection else {
                return .closes(symbol: symbol, isBuy: isBuy, quantity: order.quantity.units)
            }
            return .opens(
                symbol: symbol,
                isBuy: isBuy,
                quantity: order.quantity.units,
                stop: protection.stopLoss.units,
                target: protection.takeProfit.units
            )
        }
    }

    @Test func gateAgreesWithTheOracle() throws {
        var outcomes: [String: Int] = [:]
        var states: [String: Int] = [:]
        var (judged, histories) = (0, 0)
        while judged < Self.cases {
            histories += 1
            var history = try OracleHistory(seed: UInt64(histories))
            var oracle = GateOracle(history.limits, history.rules)
            var subject = try Subject(history)
            for number in 0..<Self.stepsOfAHistory {
                let before = oracle.shownState
                let step = history.next(after: before, areBooksVerified: oracle.areBooksVerified)
                let expected = oracle.take(step)
                let actual = try subject.take(step)
                guard actual == expected, subject.gate.tradingState == oracle.shownState else {
                    let states = "\(subject.gate.tradingState.rawValue), \(oracle.shownState.rawValue)"
                    Issue.record("seed \(histories) step \(number): \(actual) is not \(expected), \(states): \(step)")
                    return
                }
                if oracle.shownState != before {
                    states["\(before.rawValue) to \(oracle.shownState.rawValue)", default: 0] += 1
                }
                guard case .asked = step else { continue }
                judged += expected.count
                for answer in expected { outcomes[Self.word(answer), default: 0] += 1 }
            }
        }
        print("\(judged) proposals in \(histories) histories: the gate and the oracle agree")
        for (word, count) in (Array(outcomes) + Array(states)).sorted(by: { $0.key < $1.key }) {
            print("  \(word): \(count)")
        }
        for word in Refusal.Code.allCases.map(\.rawValue) + ["satisfied", "closes", "opens"] {
            #expect(outcomes[word, default: 0] * 2_000 >= judged, "\(word) was tried too seldom: \(outcomes)")
        }
        for change in [
            "active to reducing", "reducing to active", "active to halted", "halted to active", "halted to reducing",
            "reducing to halted", "active to flattening", "flattening to halted",
        ] {
            #expect(states[change, default: 0] >= 10, "\(states)")
        }
    }

    private static func word(_ answer: GateOracle.Answer) -> String {
        switch answer {
        case .refused(let code): code.rawValue
        case .satisfied: "satisfied"
        case .closes: "closes"
        case .opens: "opens"
        }
    }
}
