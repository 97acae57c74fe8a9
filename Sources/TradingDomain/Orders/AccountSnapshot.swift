/// The account as of one log position.
package struct AccountSnapshot: Hashable, Sendable {
    package let position: LogPosition
    package let time: Timestamp
    /// Never changes.
    package let initialEquity: Money
    /// Settled money: initial equity + realised profit − fees ± funding.
    package let cash: Money
    /// Cash + open profit at the last known prices.
    package let equity: Money
    /// Sorted by symbol.
    package let holdings: [Holding]
    /// Orders taken but not yet executed, sorted by symbol.
    package let pendingOrders: [Order]
    package let record: AccountRecord

    /// An open position with its last known price.
    package struct Holding: Hashable, Sendable {
        package let position: Position
        package let mark: Price
        package let openProfit: Money

        package init(position: Position, mark: Price, openProfit: Money) {
            self.position = position
            self.mark = mark
            self.openProfit = openProfit
        }
    }

    package init(
        position: LogPosition,
        time: Timestamp,
        initialEquity: Money,
        cash: Money,
        equity: Money,
        holdings: [Holding],
        pendingOrders: [Order],
        record: AccountRecord
    ) {
        self.position = position
        self.time = time
        self.initialEquity = initialEquity
        self.cash = cash
        self.equity = equity
        self.holdings = holdings
        self.pendingOrders = pendingOrders
        self.record = record
    }
}
