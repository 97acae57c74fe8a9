/// The account's worth at a tick.
package struct EquityPoint: Hashable, Sendable {
    package let position: LogPosition
    package let time: Timestamp
    package let cash: Money
    /// Cash + open profit at the last known prices.
    package let equity: Money
    /// Sum of open positions' notional values at the last known prices.
    package let exposure: Money

    package init(position: LogPosition, time: Timestamp, cash: Money, equity: Money, exposure: Money) {
        self.position = position
        self.time = time
        self.cash = cash
        self.equity = equity
        self.exposure = exposure
    }
}
