/// An open position in one symbol. At most one is open per symbol.
public struct Position: Hashable, Sendable {
    public let symbol: Symbol
    /// `buy` is long, `sell` is short.
    public let side: Side
    /// Above zero.
    public let quantity: Quantity
    public let averagePrice: Price
    public let protection: Order.Protection
    public let leverage: Int
    public let openedBy: OrderID
    public let openedAt: Timestamp

    public init(
        symbol: Symbol,
        side: Side,
        quantity: Quantity,
        averagePrice: Price,
        protection: Order.Protection,
        leverage: Int,
        openedBy: OrderID,
        openedAt: Timestamp
    ) {
        self.symbol = symbol
        self.side = side
        self.quantity = quantity
        self.averagePrice = averagePrice
        self.protection = protection
        self.leverage = leverage
        self.openedBy = openedBy
        self.openedAt = openedAt
    }
}
