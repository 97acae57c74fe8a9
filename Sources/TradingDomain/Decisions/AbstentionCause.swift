/// Why a slot gave no decision for a symbol. Abstaining is not HOLD: it has no weight at all.
public enum AbstentionCause: String, Hashable, CaseIterable, Sendable {
    /// No answer before the cycle's deadline.
    case timedOut = "timed_out"
    /// No agent is registered for the slot, or its link is gone.
    case noAgent = "no_agent"
    /// The provider could not be reached or answered with a server error.
    case unreachable
    /// The provider refused: key, balance, moderation, or an invalid request.
    case refused
    /// The reply was blank.
    case empty
    /// The reply was cut at its length limit.
    case truncated
    /// The reply was larger than the cap.
    case oversized
    /// The reply is not the JSON that was asked for.
    case malformed
    /// The JSON is well formed but does not fit the schema, or this symbol is missing in it.
    case schema
    /// A price is out of reach of the market, or a stop is on the wrong side of it.
    case priceOutOfReach = "price_out_of_reach"
    /// The budget of the slot is spent.
    case budget
    /// The features are not there as of the cycle: stale, halted, in a gap, or not warm yet.
    case staleFeatures = "stale_features"
    /// Nobody was asked: the fast view shows nothing to decide. It counts as a voter who waits.
    case quiet
}
