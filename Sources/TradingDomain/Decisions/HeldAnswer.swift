/// A slot's direction answer that still stands, with the market it was given on. It goes into every later vote until
/// a newer 4 h candle closes or the price has moved too far. Abstentions are never held.
package struct HeldAnswer: Hashable, Sendable {
    /// Of channel ``Channel/direction``; always a decision.
    package let answer: ModelAnswer
    /// Close time of the last 4 h candle that the slot saw.
    package let candleCloseTime: Timestamp
    /// Market price when the slot was asked.
    package let price: Price

    /// - Throws: ``ValueError/inconsistent(what:)`` for an abstention or an answer on another channel.
    package init(answer: ModelAnswer, candleCloseTime: Timestamp, price: Price) throws(ValueError) {
        guard answer.channel == .direction, case .decided = answer.outcome else {
            throw .inconsistent(what: "only a spoken answer on the direction channel can be held")
        }
        self.answer = answer
        self.candleCloseTime = candleCloseTime
        self.price = price
    }
}
