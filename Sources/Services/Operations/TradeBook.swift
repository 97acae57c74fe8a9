internal import TradingDomain

/// Fills and funding put together to trades.
struct TradeBook {
    /// A position from its first fill on; closed when nothing is held any more.
    struct Trade {
        let symbol: Symbol
        /// `buy` is long.
        let side: Side
        let decision: DecisionID
        let openedAt: Timestamp
        var closedAt: Timestamp
        var held: Int64 = 0
        var quantity: Int64 = 0
        /// Of the opening and of the closing fills, in USDT.
        var entryValue = 0.0
        var exitValue = 0.0
        /// Realised, before fees and funding.
        var realised = Money.zero
        var fees = Money.zero
        var funding = Money.zero
        /// Of the last fill.
        var cause: Fill.Cause

        var profit: Money { realised - fees + funding }
    }

    private var open: [Trade] = []

    /// - Returns: the trade that this entry closed.
    mutating func add(_ entry: LedgerTransaction) -> Trade? {
        switch entry.kind {
        case .fill(let fill): return add(fill, at: entry.time)
        case .funded(let payment):
            if let index = open.firstIndex(where: { $0.symbol == payment.symbol }) {
                open[index].funding += payment.amount
            }
        case .deposit, .orderAccepted, .orderExpired, .orderChanged, .transferred: break
        }
        return nil
    }

    private mutating func add(_ fill: Fill, at time: Timestamp) -> Trade? {
        if fill.cause == .open, !open.contains(where: { $0.symbol == fill.symbol }) {
            let trade = Trade(
                symbol: fill.symbol,
                side: fill.side,
                decision: fill.order.decision,
                openedAt: time,
                closedAt: time,
                cause: .open
            )
            open.append(trade)
        }
        guard let index = open.firstIndex(where: { $0.symbol == fill.symbol }) else { return nil }
        open[index].fees += fill.fee
        open[index].realised += fill.realisedProfit
        open[index].cause = fill.cause
        open[index].closedAt = time
        let value = fill.price.value * fill.quantity.value
        if fill.cause == .open {
            open[index].held += fill.quantity.units
            open[index].quantity += fill.quantity.units
            open[index].entryValue += value
            return nil
        }
        open[index].held -= fill.quantity.units
        open[index].exitValue += value
        return open[index].held == 0 ? open.remove(at: index) : nil
    }
}
