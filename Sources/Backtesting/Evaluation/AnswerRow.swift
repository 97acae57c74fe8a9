package import TradingDomain

/// One answer of one slot, when it was given; an answer that is held on for later cycles counts once.
package struct AnswerRow: Hashable, Sendable {
    package let time: Timestamp
    package let symbol: Symbol
    package let slot: String
    package let channel: Channel
    package let word: Word
    /// The last closed price as of the cycle; `nil` before the first candle.
    package let price: Price?

    package enum Word: Hashable, Sendable {
        case said(TradingAction, Percent)
        case abstained(AbstentionCause)
    }

    /// BUY, SELL, HOLD; `nil` for an abstention.
    package var action: TradingAction? {
        if case .said(let action, _) = word { action } else { nil }
    }
}
