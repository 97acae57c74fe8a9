/// The risk gate's word on one decision.
package struct Verdict: Hashable, Sendable {
    package let decision: DecisionID
    package let outcome: Outcome

    package enum Outcome: Hashable, Sendable {
        /// The order went to the broker.
        case approved(Order)
        case refused(Refusal)
        /// Nothing to do: the wanted side is already held.
        case satisfied
    }

    package init(decision: DecisionID, outcome: Outcome) {
        self.decision = decision
        self.outcome = outcome
    }
}
