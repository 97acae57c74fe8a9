import Fusion
import TradingDomain

extension Fixtures {
    /// The gate's approval of a decision on BTCUSDT: an opening order of its side, or a closing one.
    static func approval(_ proposal: Proposal, leg: OrderID.Leg = .open) throws -> Verdict {
        let plan = proposal.decision.plan
        let order = try Order(
            id: OrderID(decision: proposal.id, leg: leg),
            side: proposal.decision.action == .buy ? .buy : .sell,
            quantity: Quantity(parsing: "1"),
            protection: leg == .close
                ? nil : plan.map { Order.Protection(stopLoss: $0.stopLoss, takeProfit: $0.takeProfit) },
            leverage: 1,
            referencePrice: price("100"),
            decidedAt: proposal.cycle
        )
        return Verdict(decision: proposal.id, outcome: .approved(order))
    }

    /// Both slots on both channels, all of the same side.
    static func all(
        _ action: TradingAction,
        _ confidence: Int = 80,
        target: String? = nil,
        at time: Timestamp = .epoch
    ) throws -> [ModelAnswer] {
        try ["deepseek", "qwen"].flatMap { slot in
            try Channel.allCases.map { try answer(slot, $0, action, confidence, target: target, time: time) }
        }
    }

    /// With a 4 h candle of its own, so that the direction is asked again.
    static func fresh(_ cycle: CycleID) throws -> FeatureSnapshot {
        try snapshot(cycle, trendClose: cycle.time.milliseconds)
    }

    static func cycle(at seconds: Int64) -> CycleID {
        CycleID(time: Timestamp(milliseconds: seconds * 1000), position: LogPosition(seconds))
    }
}

extension FusionStage {
    /// Runs one cycle to its record, and has the gate approve what is proposed with an order of the given leg; without
    /// one, the gate says that there is nothing to do.
    mutating func trade(
        _ cycle: CycleID,
        _ snapshot: FeatureSnapshot,
        _ answers: [ModelAnswer],
        approving leg: OrderID.Leg? = nil
    ) throws -> CycleRecord {
        let result = run(cycle, snapshot, answers)
        guard var record = result.record else { throw ValueError.inconsistent(what: "no record at \(cycle)") }
        let verdicts = try result.proposals.map { proposal in
            if let leg, !proposal.isExitOnly || leg == .close { return try Fixtures.approval(proposal, leg: leg) }
            return Verdict(decision: proposal.id, outcome: .satisfied)
        }
        for case .announce(let complete) in handle(.judged(cycle, verdicts), at: cycle.time) { record = complete }
        return record
    }
}
