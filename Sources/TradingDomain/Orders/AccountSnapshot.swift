/// The account as of one log position.
public struct AccountSnapshot: Hashable, Sendable {
    public let position: LogPosition
    public let time: Timestamp
    /// Never changes.
    public let initialEquity: Money
    /// Settled money: initial equity + realised profit − fees ± funding.
    public let cash: Money
    /// Cash + open profit at the last known prices.
    public let equity: Money
    /// Sorted by symbol.
    public let holdings: [Holding]
    /// Orders taken but not yet executed, sorted by symbol.
    public let pendingOrders: [Order]
    public let record: AccountRecord

    /// An open position with its last known price.
    public struct Holding: Hashable, Sendable {
        public let position: Position
        public let mark: Price
        public let openProfit: Money

        public init(position: Position, mark: Price, openProfit: Money) {
            self.position = position
            self.mark = mark
            self.openProfit = openProfit
        }
    }

    public init(
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
