package import TradingDomain

/// A trading rule in native code for one instrument, without models, features or a gate.
package protocol CandleStrategy: Sendable {
    /// Looks at a closed candle.
    ///
    /// - Parameters:
    ///   - candle: the next one.
    ///   - isInvested: whether a position is open at its close.
    /// - Returns: what to do at the next price, or `nil`.
    mutating func decide(on candle: Candle, isInvested: Bool) -> NativeWish?
}

/// What a ``CandleStrategy`` wants.
package enum NativeWish: Hashable, Sendable {
    /// Buy, and sell again at the stop or the target.
    case buy(Quantity, Order.Protection)
    /// Sell what is held.
    case sell
}
