import Risk
import TestSupport
import TradingDomain

extension Market {
    /// A gate whose books are verified.
    static func gate(
        _ limits: RiskLimits = .standard,
        instruments: [InstrumentRules]? = nil,
        restoring state: RiskState? = nil
    ) throws -> RiskGate {
        var gate = RiskGate(
            limits: limits,
            instruments: try instruments ?? [rules(), rules("ETHUSDT"), rules("SOLUSDT")],
            gateEpoch: 7,
            restoring: state
        )
        _ = gate.handle(.booksVerified, at: .epoch)
        return gate
    }
}

extension RiskGate {
    /// The verdicts on a batch, judged at its cycle's time.
    mutating func verdicts(
        _ proposals: [Proposal],
        _ account: AccountSnapshot,
        of cycle: CycleID
    ) -> [Verdict.Outcome] {
        for case .judge(_, let verdicts, _) in handle(.proposed(cycle, proposals, account), at: cycle.time) {
            return verdicts.map(\.outcome)
        }
        return []
    }
}

extension Verdict.Outcome {
    var code: Refusal.Code? {
        if case .refused(let refusal) = self { refusal.code } else { nil }
    }

    var order: Order? {
        if case .approved(let order) = self { order } else { nil }
    }
}
