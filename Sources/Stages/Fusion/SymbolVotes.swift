import TradingDomain

/// What follows from the answers on one symbol, whatever the market: the votes, the score, and a HOLD if it comes to that.
final class SymbolVotes: Sendable {
    let ballot: Boxed<Ballot>
    /// The slots that spoke on either channel, sorted.
    let sources: [String]
    let outcome: FusedOutcome
    /// The decision when the votes alone come to HOLD, of the cycle that counted them.
    let hold: TradingDecision?

    init(_ ballot: Boxed<Ballot>, sources: [String], outcome: FusedOutcome, hold: TradingDecision?) {
        self.ballot = ballot
        self.sources = sources
        self.outcome = outcome
        self.hold = hold
    }
}
