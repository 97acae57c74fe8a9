import TradingDomain

/// When a symbol was last traded, by the gate's verdicts in the decision record.
struct LastOrders: Hashable, Sendable {
    /// The last approved opening order.
    private(set) var entry: Entry?
    /// Cycle of the last approved closing order.
    private(set) var exit: Timestamp?

    struct Entry: Hashable, Sendable {
        let side: Side
        /// Of its cycle.
        let time: Timestamp
    }

    mutating func add(_ verdict: Verdict) {
        guard case .approved(let order) = verdict.outcome else { return }
        switch order.id.leg {
        case .open: entry = Entry(side: order.side, time: verdict.decision.cycle)
        case .close: exit = verdict.decision.cycle
        }
    }

    /// The newer of the two.
    var last: Timestamp? {
        guard let entry else { return exit }
        guard let exit else { return entry.time }
        return max(entry.time, exit)
    }

    /// The entry that may still be open: no exit was approved since. It may have met its stop or target.
    var open: Entry? {
        guard let entry else { return nil }
        if let exit, exit >= entry.time { return nil }
        return entry
    }
}
