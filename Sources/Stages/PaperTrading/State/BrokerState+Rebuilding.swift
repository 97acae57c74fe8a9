package import TradingDomain

extension BrokerState {
    /// The state that a ledger's entries leave, for a file whose own is lost.
    ///
    /// What entries do not tell, marks, volumes and the market's chain, comes from the market log: the cursor is 0, and
    /// up to `reach` the broker only looks. Counters of ambiguous candles begin again.
    ///
    /// - Parameters:
    ///   - books: what all entries up to the tick at `reach` say, and nothing after it.
    ///   - reach: log position of that tick.
    ///   - fills: latency and expiry, for the orders that wait.
    package init(rebuilding books: LedgerBooks, reach: LogPosition, fills: FillModel) {
        self.init(initialEquity: books.initialEquity)
        cash = books.cash
        sequence = books.sequence
        booksReach = reach
        counters.ordersAccepted = books.ordersAccepted
        counters.ordersExpired = books.ordersExpired
        counters.fills = books.fills
        counters.liquidations = books.liquidations
        counters.realisedProfit = books.realisedProfit
        counters.fees = books.fees
        counters.funding = books.funding
        record.fees = books.fees
        record.feesAtDayStart = books.fees
        counters.transfers = books.transfers
        record.transfers = books.transfers
        // Every symbol that has a position or a waiting order had an order.
        for newest in books.newest {
            var book = SymbolBook(symbol: newest.symbol)
            book.position = books.positions.first { $0.symbol == newest.symbol }
            book.newest = SymbolBook.Newest(
                cycle: newest.cycle,
                hasOpen: newest.legs.contains(.open),
                hasClose: newest.legs.contains(.close)
            )
            if let waiting = books.waiting.first(where: { $0.order.symbol == newest.symbol }) {
                let active = waiting.order.decidedAt.time.advanced(byMilliseconds: fills.latency_ms)
                book.pending = SymbolBook.PendingOrder(
                    order: waiting.order,
                    activeAt: max(active, waiting.since),
                    deadline: fills.deadline(of: waiting.order),
                    filled: waiting.filled
                )
            }
            self.books.append(book)
        }
        take(resultsOf: books)
    }
}
