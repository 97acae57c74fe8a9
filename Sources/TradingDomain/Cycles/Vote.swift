/// The outcome of the vote across slots on one channel.
public struct Vote: Hashable, Sendable {
    public let outcome: Outcome
    /// Weighted mean of the signed confidences of those who spoke, in hundredths of a point: −10 000 ... 10 000.
    /// 0 unless the outcome is ``Outcome/agreed``.
    public let score: Int
    /// How many slots spoke; abstentions do not count.
    public let voters: Int

    public enum Outcome: String, Hashable, CaseIterable, Sendable {
        case agreed
        /// One slot says BUY and another SELL: HOLD.
        case opposed
        /// Fewer slots spoke than the quorum: HOLD.
        case noQuorum = "no_quorum"
    }

    public init(outcome: Outcome, score: Int, voters: Int) {
        self.outcome = outcome
        self.score = score
        self.voters = voters
    }

    public var action: TradingAction { score > 0 ? .buy : score < 0 ? .sell : .hold }
}
