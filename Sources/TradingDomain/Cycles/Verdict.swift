/// The risk gate's word on one decision.
public struct Verdict: Hashable, Sendable {
    public let decision: DecisionID
    public let outcome: Outcome

    public enum Outcome: Hashable, Sendable {
        /// The order went to the broker.
        case approved(Order)
        case refused(Refusal)
        /// Nothing to do: the wanted side is already held.
        case satisfied
    }

    public init(decision: DecisionID, outcome: Outcome) {
        self.decision = decision
        self.outcome = outcome
    }
}
