/// An open position in one symbol. At most one is open per symbol.
package struct Position: Hashable, Sendable {
    package let symbol: Symbol
    /// `buy` is long, `sell` is short.
    package let side: Side
    /// Above zero.
    package let quantity: Quantity
    package let averagePrice: Price
    package let protection: Order.Protection
    package let leverage: Int
    package let openedBy: OrderID
    package let openedAt: Timestamp

    package init(
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
