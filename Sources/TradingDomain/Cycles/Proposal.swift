/// A fused decision on its way to the risk gate, with the market it was made on.
package struct Proposal: Hashable, Sendable {
    package let cycle: CycleID
    /// BUY or SELL; a HOLD is never proposed.
    package let decision: TradingDecision
    /// What the models saw; the gate judges prices, staleness and correlation by it, not by the models' words.
    package let snapshot: FeatureSnapshot

    /// - Throws: ``ValueError`` when the decision is a HOLD, or of another symbol or cycle than the snapshot.
    package init(cycle: CycleID, decision: TradingDecision, snapshot: FeatureSnapshot) throws(ValueError) {
        guard decision.action != .hold else { throw .inconsistent(what: "a HOLD is not proposed to the gate") }
        guard decision.symbol == snapshot.symbol, snapshot.cycle == cycle, decision.time == cycle.time else {
            throw .inconsistent(
                what: "proposal of \(decision.symbol) at \(cycle) with another symbol's or cycle's features"
            )
        }
        self.cycle = cycle
        self.decision = decision
        self.snapshot = snapshot
    }

    package var id: DecisionID { DecisionID(cycle: cycle.time, symbol: decision.symbol) }
}
