package import TradingDomain

extension PaperBroker {
    /// The account as of the last applied event, which is at or after `position`; the answer carries its own position.
    ///
    /// - Throws: ``BrokerError/notReached(position:cursor:)`` before the broker has applied the log up to `position`.
    package func account(at position: LogPosition) throws(BrokerError) -> AccountSnapshot {
        guard position <= state.cursor, isCaughtUp else { throw .notReached(position: position, cursor: state.cursor) }
        var holdings: [AccountSnapshot.Holding] = []
        for book in state.books {
            guard let position = book.position else { continue }
            let mark = try book.markOfPosition()
            let profit = try position.profit(closing: position.quantity, at: mark)
            holdings.append(AccountSnapshot.Holding(position: position, mark: mark, openProfit: profit))
        }
        return AccountSnapshot(
            position: state.cursor,
            time: state.time,
            initialEquity: state.initialEquity,
            cash: state.cash,
            equity: try equity(),
            holdings: holdings,
            pendingOrders: state.books.compactMap { $0.pending?.order },
            record: state.record
        )
    }

    /// Cash and open profit at the last known prices.
    func equity() throws(BrokerError) -> Money {
        var equity = state.cash
        for slot in state.books.indices {
            guard let position = state.books[slot].position else { continue }
            let profit = try position.profit(closing: position.quantity, at: try state.books[slot].markOfPosition())
            equity = try equity.adding(profit)
        }
        return equity
    }

    func equityPoint() throws(BrokerError) -> EquityPoint {
        var exposure = Money.zero
        for slot in state.books.indices {
            guard let position = state.books[slot].position else { continue }
            exposure = try exposure.adding(try state.books[slot].markOfPosition().value(of: position.quantity))
        }
        return EquityPoint(
            position: state.cursor,
            time: state.time,
            cash: state.cash,
            equity: try equity(),
            exposure: exposure
        )
    }
}

extension SymbolBook {
    /// A position was opened at a price of its symbol, so there is one.
    func markOfPosition() throws(BrokerError) -> Price {
        guard let mark else { throw .inconsistent(what: "the position in \(symbol) has no price") }
        return mark
    }
}
