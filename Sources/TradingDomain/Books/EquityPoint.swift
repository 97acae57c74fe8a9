/// The account's worth at a tick.
public struct EquityPoint: Hashable, Sendable {
    public let position: LogPosition
    public let time: Timestamp
    public let cash: Money
    /// Cash + open profit at the last known prices.
    public let equity: Money
    /// Sum of open positions' notional values at the last known prices.
    public let exposure: Money

    public init(position: LogPosition, time: Timestamp, cash: Money, equity: Money, exposure: Money) {
        self.position = position
        self.time = time
        self.cash = cash
        self.equity = equity
        self.exposure = exposure
    }
}
