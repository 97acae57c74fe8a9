package import TradingDomain

extension PaperBroker {
    mutating func open(
        _ order: Order,
        _ protection: Order.Protection,
        at price: Price,
        in slot: Int,
        into effects: inout [Effect]
    ) throws(BrokerError) {
        state.books[slot].position = Position(
            symbol: order.symbol,
            side: order.side,
            quantity: order.quantity,
            averagePrice: price,
            protection: protection,
            leverage: order.leverage,
            openedBy: order.id,
            openedAt: state.time
        )
        try book(order.id, .open, order.side, order.quantity, at: price, profit: .zero, into: &effects)
    }

    mutating func close(
        _ position: Position,
        _ quantity: Quantity,
        _ cause: Fill.Cause,
        by order: OrderID,
        at price: Price,
        in slot: Int,
        into effects: inout [Effect]
    ) throws(BrokerError) {
        guard let rest = position.quantity.subtracting(quantity) else {
            throw .inconsistent(what: "\(quantity) of \(position.quantity) \(position.symbol) are to be closed")
        }
        let profit = try position.profit(closing: quantity, at: price)
        state.books[slot].position = rest.isZero ? nil : position.with(quantity: rest)
        try book(order, cause, position.side.opposite, quantity, at: price, profit: profit, into: &effects)
    }

    /// Moves the contracts, the profit and the fee, and posts the fill.
    private mutating func book(
        _ order: OrderID,
        _ cause: Fill.Cause,
        _ side: Side,
        _ quantity: Quantity,
        at price: Price,
        profit: Money,
        into effects: inout [Effect]
    ) throws(BrokerError) {
        let fee = settings.fills.fee(on: try price.value(of: quantity))
        state.cash = try state.cash.adding(profit).subtracting(fee)
        state.counters.fills += 1
        state.counters.realisedProfit = try state.counters.realisedProfit.adding(profit)
        state.counters.fees = try state.counters.fees.adding(fee)
        state.record.fees = state.counters.fees
        if cause != .open { state.record.close(gaining: try profit.subtracting(fee), at: state.time) }
        let fill = Fill(
            order: order,
            cause: cause,
            side: side,
            quantity: quantity,
            price: price,
            fee: fee,
            realisedProfit: profit,
            time: state.time,
            position: state.cursor
        )
        try post(.fill(fill), fill.postings, into: &effects)
    }
}

extension Fill {
    /// What the fill moves: contracts from the market to the position, profit to the cash, the fee out of it.
    /// An amount of zero is not posted.
    package var postings: [LedgerTransaction.Posting] {
        let contracts = LedgerTransaction.Asset.contracts(symbol)
        let amount = side.sign * quantity.units
        var postings = [
            LedgerTransaction.Posting(account: .position, asset: contracts, amount: amount),
            LedgerTransaction.Posting(account: .market, asset: contracts, amount: -amount),
        ]
        func move(_ money: Money, from source: LedgerTransaction.Account, to sink: LedgerTransaction.Account) {
            guard money != .zero else { return }
            postings.append(LedgerTransaction.Posting(account: sink, asset: .currency, amount: money.units))
            postings.append(LedgerTransaction.Posting(account: source, asset: .currency, amount: -money.units))
        }
        move(realisedProfit, from: .profit, to: .cash)
        move(fee, from: .cash, to: .fees)
        return postings
    }
}

extension Position {
    /// The same position, smaller.
    func with(quantity: Quantity) -> Position {
        Position(
            symbol: symbol,
            side: side,
            quantity: quantity,
            averagePrice: averagePrice,
            protection: protection,
            leverage: leverage,
            openedBy: openedBy,
            openedAt: openedAt
        )
    }
}
