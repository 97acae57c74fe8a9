extension Order {
    /// How an order finds its price.
    public enum Execution: Hashable, Sendable {
        /// At the next price.
        case market
        /// At the price or better. One that may only rest is dropped when it would take at once.
        case limit(Price, isPostOnly: Bool)
        /// A market order from the moment the market is at the trigger or worse for the trader.
        case stopMarket(trigger: Price)
        /// A market order from the moment the market is at the trigger or better for the trader.
        case takeProfit(trigger: Price)

        /// The limit or the trigger; `nil` for a market order.
        public var level: Price? {
            switch self {
            case .market: nil
            case .limit(let price, _): price
            case .stopMarket(let trigger), .takeProfit(let trigger): trigger
            }
        }

        /// The same with another level; a market order has none and stays as it is.
        public func moved(to level: Price) -> Execution {
            switch self {
            case .market: self
            case .limit(_, let isPostOnly): .limit(level, isPostOnly: isPostOnly)
            case .stopMarket: .stopMarket(trigger: level)
            case .takeProfit: .takeProfit(trigger: level)
            }
        }
    }

    /// How long an order waits.
    public enum TimeInForce: Hashable, Sendable {
        /// Until the account's expiry after the decision.
        case standard
        /// Until it is executed or cancelled.
        case goodTillCancelled
        /// Up to this moment.
        case goodTill(Timestamp)
        /// What the first price has for it; the rest is dropped.
        case immediateOrCancel
        /// All of it at the first price, or nothing.
        case fillOrKill
    }

    /// How an order stands, in the field's words.
    public enum State: String, Hashable, CaseIterable, Sendable {
        case working
        case partiallyFilled = "partially_filled"
        case filled
        case cancelled
        case expired
    }
}
