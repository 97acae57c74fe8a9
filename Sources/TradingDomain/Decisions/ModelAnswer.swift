/// What one slot says about one symbol on one channel.
package struct ModelAnswer: Hashable, Sendable {
    package let slot: String
    package let channel: Channel
    package let symbol: Symbol
    package let outcome: Outcome

    package enum Outcome: Hashable, Sendable {
        case decided(TradingDecision)
        case abstained(AbstentionCause)
    }

    package init(slot: String, channel: Channel, symbol: Symbol, outcome: Outcome) {
        self.slot = slot
        self.channel = channel
        self.symbol = symbol
        self.outcome = outcome
    }

    /// The decision, if the slot spoke.
    package var decision: TradingDecision? {
        if case .decided(let decision) = outcome { decision } else { nil }
    }
}
