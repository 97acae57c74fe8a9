/// The outcome of the vote across slots on one channel.
package struct Vote: Hashable, Sendable {
    package let outcome: Outcome
    /// Weighted mean of the signed confidences of those who spoke, in hundredths of a point: −10 000 ... 10 000.
    /// 0 unless the outcome is ``Outcome/agreed``.
    package let score: Int
    /// How many slots spoke; abstentions do not count.
    package let voters: Int

    package enum Outcome: String, Hashable, CaseIterable, Sendable {
        case agreed
        /// One slot says BUY and another SELL: HOLD.
        case opposed
        /// Fewer slots spoke than the quorum: HOLD.
        case noQuorum = "no_quorum"
    }

    package init(outcome: Outcome, score: Int, voters: Int) {
        self.outcome = outcome
        self.score = score
        self.voters = voters
    }

    package var action: TradingAction { score > 0 ? .buy : score < 0 ? .sell : .hold }
}
