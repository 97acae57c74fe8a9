/// One execution.
package struct Fill: Hashable, Sendable {
    /// The order that was executed, or whose position's stop or target was.
    package let order: OrderID
    package let cause: Cause
    package let side: Side
    /// Above zero.
    package let quantity: Quantity
    package let price: Price
    /// Paid; never negative.
    package let fee: Money
    /// Profit that this fill realised before its fee; zero when it opens.
    package let realisedProfit: Money
    /// Event time and log position of the market fact it was executed at.
    package let time: Timestamp
    package let position: LogPosition

    package var symbol: Symbol { order.decision.symbol }

    package enum Cause: String, Hashable, CaseIterable, Sendable {
        case open
        case close
        case stopLoss = "stop_loss"
        case takeProfit = "take_profit"
        case liquidation
    }

    package init(
        order: OrderID,
        cause: Cause,
        side: Side,
        quantity: Quantity,
        price: Price,
        fee: Money,
        realisedProfit: Money,
        time: Timestamp,
        position: LogPosition
    ) {
        self.order = order
        self.cause = cause
        self.side = side
        self.quantity = quantity
        self.price = price
        self.fee = fee
        self.realisedProfit = realisedProfit
        self.time = time
        self.position = position
    }
}
