package import TradingDomain

/// What an account achieved, each figure with its definition beside it.
///
/// Two sources: the equity points (cash and open profit at every tick) and the fills. A year has 365 days, because the
/// market never closes; the risk-free rate is 0. Daily returns are of UTC days: `r = E ÷ E' − 1` with the equity `E` at
/// the day's last point and `E'` at the day's before it, the first day's being the initial equity. A point at midnight
/// ends its day, the first point opens one; a day without a point keeps the equity of the one before and counts as 0; the first and the last day
/// count though they may be partial. Money that is put in or taken out is no return: `E'` and the peak before it are
/// multiplied by equity after ÷ equity before it, as if the same had been achieved with more or less money (time-weighted).
package struct PerformanceReport: Hashable, Sendable {
    package let initialEquity: Money
    /// Of the last point; the initial equity before the first.
    package let finalEquity: Money
    /// Event times of the first and last equity point; `nil` before the first.
    package let from: Timestamp?
    package let to: Timestamp?
    /// How many daily returns there are.
    package let days: Int

    /// final ÷ initial equity − 1; with transfers, the product of 1 + r over all days − 1.
    package let totalReturn: Double
    /// Growth a year: (1 + total return)^(365 ÷ days between the first and the last point) − 1.
    package let cagr: Metric
    /// Standard deviation of the daily returns (n − 1 in the denominator) × √365.
    package let volatility: Metric
    /// Mean ÷ standard deviation (n − 1) of the daily returns × √365.
    package let sharpe: Metric
    /// Mean of the daily returns ÷ √(mean of min(r, 0)² over all days) × √365.
    package let sortino: Metric
    /// CAGR ÷ maximum drawdown.
    package let calmar: Metric
    /// The largest fall from a peak at or before it, at every equity point and from the initial equity on; `nil` if the
    /// equity never fell.
    package let maximumDrawdown: Drawdown?
    /// Share of the time between the first and the last point that began with a position open, 0 ... 1.
    package let exposureTime: Metric

    /// Positions that were opened and closed again. A trade's profit is its realised profit less the fees of all its
    /// fills, and the funding it paid or got.
    package let trades: Int
    /// Trades with a profit above zero ÷ trades, 0 ... 1.
    package let winRate: Metric
    /// Sum of the profits of winning trades ÷ sum of the losses of losing ones, in money.
    package let profitFactor: Metric
    /// Mean profit of a trade, in the account's currency.
    package let expectancy: Metric
    /// Fees of all fills, those of open positions too.
    package let fees: Money
    /// Realised profit of all fills before fees.
    package let realisedProfit: Money
    package let fills: Int
    /// Notional of all fills ÷ mean equity of the points, 1 for an account that was turned over once.
    package let turnover: Metric
    /// Got less paid at funding settlements.
    package let funding: Money
    /// Put in less taken out after the account was opened.
    package let transfers: Money
    /// What each symbol brought, sorted by symbol; those that were traded.
    package let bySymbol: [SymbolResult]

    /// One symbol's part.
    package struct SymbolResult: Hashable, Sendable {
        package let symbol: Symbol
        package internal(set) var fills = 0
        /// Closed ones.
        package internal(set) var trades = 0
        /// Those with a profit after fees and funding.
        package internal(set) var winners = 0
        package internal(set) var liquidations = 0
        /// Before fees and funding.
        package internal(set) var realisedProfit = Money.zero
        package internal(set) var fees = Money.zero
        package internal(set) var funding = Money.zero

        init(symbol: Symbol) { self.symbol = symbol }

        /// After fees and funding, without the open profit.
        package var profit: Money { realisedProfit - fees + funding }
    }
}
