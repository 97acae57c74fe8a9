/// One execution.
public struct Fill: Hashable, Sendable {
    /// The order that was executed, or whose position's stop or target was.
    public let order: OrderID
    public let cause: Cause
    public let side: Side
    /// Above zero.
    public let quantity: Quantity
    public let price: Price
    /// Paid; never negative.
    public let fee: Money
    /// Profit that this fill realised before its fee; zero when it opens.
    public let realisedProfit: Money
    /// Event time and log position of the market fact it was executed at.
    public let time: Timestamp
    public let position: LogPosition

    public var symbol: Symbol { order.decision.symbol }

    public enum Cause: String, Hashable, CaseIterable, Sendable {
        case open
        case close
        case stopLoss = "stop_loss"
        case takeProfit = "take_profit"
        case liquidation
    }

    public init(
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
