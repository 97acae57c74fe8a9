import TradingDomain

/// What follows from the answers on one symbol, whatever the market: the votes, the score, and a HOLD if it comes to that.
final class SymbolVotes: Sendable {
    let direction: Vote
    let entry: Vote
    /// Hundredths of a point.
    let score: Int
    /// The slots that spoke on either channel, sorted.
    let sources: [String]
    let outcome: FusedOutcome
    /// The decision when the votes alone come to HOLD, of the cycle that counted them.
    let hold: TradingDecision?

    init(direction: Vote, entry: Vote, score: Int, sources: [String], outcome: FusedOutcome, hold: TradingDecision?) {
        self.direction = direction
        self.entry = entry
        self.score = score
        self.sources = sources
        self.outcome = outcome
        self.hold = hold
    }
}
