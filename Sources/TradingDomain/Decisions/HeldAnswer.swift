/// A slot's answer that still stands, with the market it was given on. It goes into every later vote until the question
/// is another one: on the direction channel when a newer 4 h candle closes or the price has moved too far, on the entry
/// channel when a newer entry candle closes, or the answer is too old. Abstentions are never held.
public struct HeldAnswer: Hashable, Sendable {
    /// Always a decision.
    public let answer: ModelAnswer
    /// Close time of the last candle of the channel's timeframe that the slot saw.
    public let candleCloseTime: Timestamp
    /// Market price when the slot was asked.
    public let price: Price

    /// - Throws: ``ValueError/inconsistent(what:)`` for an abstention.
    public init(answer: ModelAnswer, candleCloseTime: Timestamp, price: Price) throws(ValueError) {
        guard case .decided = answer.outcome else {
            throw .inconsistent(what: "only a spoken answer can be held")
        }
        self.answer = answer
        self.candleCloseTime = candleCloseTime
        self.price = price
    }
}
