/// How many samples a figure needs before it is given at all.
package struct Minimums: Hashable, Sendable {
    /// Daily returns, for what is worked out of them and for everything annualised.
    package let days: Int
    /// Closed trades.
    package let trades: Int

    /// Thirty days, ten trades. Below, the error of a Sharpe ratio is larger than any Sharpe ratio worth having.
    package static let standard = Minimums(days: 30, trades: 10)

    /// Both are raised to what the formulae need: two days, one trade.
    package init(days: Int, trades: Int) {
        self.days = max(days, 2)
        self.trades = max(trades, 1)
    }
}
