package import TradingDomain

extension RiskGate {
    /// What the gate would say to a proposal now. Nothing is remembered and no order comes of it.
    ///
    /// - Parameters:
    ///   - proposal: whether its symbol was judged in this cycle already makes no difference.
    ///   - account: as of the proposal's cycle or later.
    /// - Returns: the verdict.
    package func trial(_ proposal: Proposal, on account: AccountSnapshot) -> Verdict {
        var copy = self
        copy.state.lastJudged = nil
        copy.state.judgedSymbols = []
        let effects = copy.handle(.proposed(proposal.cycle, [proposal], account), at: proposal.cycle.time)
        for case .judge(_, let verdicts, _) in effects { if let verdict = verdicts.first { return verdict } }
        return Verdict(decision: proposal.id, outcome: .refused(Refusal(.notComputable, "no verdict came of it")))
    }
}
