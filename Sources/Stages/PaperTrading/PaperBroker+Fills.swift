internal import TradingDomain

extension PaperBroker {
    /// How a position, or a part of it, is left.
    struct Exit {
        let cause: Fill.Cause
        let order: OrderID
        let price: Price
        let fee: Money
    }

    /// Opens a position, or adds the next part of its order to it.
    mutating func open(
        _ order: Order,
        _ quantity: Quantity,
        at price: Price,
        fee_millionths: Int64,
        in slot: Int,
        into effects: inout [Effect]
    ) throws(BrokerError) {
        guard let protection = order.protection else {
            throw .inconsistent(what: "opening order \(order.id) has no stop")
        }
        if let position = state.books[slot].position {
            state.books[slot].position = try position.adding(quantity, at: price)
        } else {
            state.books[slot].position = Position(
                symbol: order.symbol,
                side: order.side,
                quantity: quantity,
                averagePrice: price,
                protection: protection,
                leverage: order.leverage,
                openedBy: order.id,
                openedAt: state.time
            )
            // It stands at what it was bought for until its candle has closed.
            if state.books[slot].mark == nil { state.books[slot].mark = price }
        }
        try followPosition(in: slot)
        let fee = FillModel.fee(fee_millionths, on: try price.value(of: quantity))
        let exit = Exit(cause: .open, order: order.id, price: price, fee: fee)
        try book(exit, order.side, quantity, profit: .zero, in: slot, into: &effects)
    }

    mutating func close(
        _ position: Position,
        _ quantity: Quantity,
        _ exit: Exit,
        in slot: Int,
        into effects: inout [Effect]
    ) throws(BrokerError) {
        guard let rest = position.quantity.subtracting(quantity) else {
            throw .inconsistent(what: "\(quantity) of \(position.quantity) \(position.symbol) are to be closed")
        }
        let profit = try position.profit(closing: quantity, at: exit.price)
        state.books[slot].position = rest.isZero ? nil : position.with(quantity: rest)
        if rest.isZero { state.books[slot].protectedAt = nil }
        try followPosition(in: slot)
        try book(exit, position.side.opposite, quantity, profit: profit, in: slot, into: &effects)
        // A reduce-only order has nothing left to reduce.
        if rest.isZero, let pending = state.books[slot].pending, pending.order.id == exit.order, exit.cause == .close {
            clearPending(in: slot)
        }
    }

    /// Works out what depends on the position alone.
    mutating func followPosition(in slot: Int) throws(BrokerError) {
        state.books[slot].liquidation = try state.books[slot].position?.liquidationPrice(settings.tiers)
    }

    /// Moves the contracts, the profit and the fee, and posts the fill.
    private mutating func book(
        _ exit: Exit,
        _ side: Side,
        _ quantity: Quantity,
        profit: Money,
        in slot: Int,
        into effects: inout [Effect]
    ) throws(BrokerError) {
        state.cash = try state.cash.adding(profit).subtracting(exit.fee)
        state.counters.fills += 1
        state.counters.realisedProfit = try state.counters.realisedProfit.adding(profit)
        state.counters.fees = try state.counters.fees.adding(exit.fee)
        state.record.fees = state.counters.fees
        let result = try state.books[slot].result.adding(profit).subtracting(exit.fee)
        // However many fills close a position, it is one trade.
        let isClosed = state.books[slot].position == nil
        state.books[slot].result = isClosed ? .zero : result
        if isClosed { state.record.close(gaining: result, at: state.time) }
        let fill = Fill(
            order: exit.order,
            cause: exit.cause,
            side: side,
            quantity: quantity,
            price: exit.price,
            fee: exit.fee,
            realisedProfit: profit,
            time: state.time,
            position: state.cursor
        )
        try post(.fill(fill), fill.postings, into: &effects)
    }
}

extension Position {
    /// The same position, smaller.
    func with(quantity: Quantity) -> Position { with(quantity, averagePrice, protection) }

    /// The same position with another stop and target.
    func with(protection: Order.Protection) -> Position { with(quantity, averagePrice, protection) }

    /// The position with another part at `price`; the average price is rounded against the trader: up for a long, down
    /// for a short.
    ///
    /// - Throws: ``BrokerError/tooLarge(what:)``.
    func adding(_ part: Quantity, at price: Price) throws(BrokerError) -> Position {
        let (sum, isTooBig) = quantity.units.addingReportingOverflow(part.units)
        guard !isTooBig else { throw .tooLarge(what: "the quantity of \(symbol)") }
        let value =
            Int128(averagePrice.units) * Int128(quantity.units) + Int128(price.units) * Int128(part.units)
        let average = side == .buy ? (value + Int128(sum) - 1) / Int128(sum) : value / Int128(sum)
        do throws(ValueError) {
            return with(try Quantity(units: sum), try Price(units: Int64(average)), protection)
        } catch {
            throw .inconsistent(what: "\(error)")
        }
    }

    private func with(_ quantity: Quantity, _ average: Price, _ protection: Order.Protection) -> Position {
        Position(
            symbol: symbol,
            side: side,
            quantity: quantity,
            averagePrice: average,
            protection: protection,
            leverage: leverage,
            openedBy: openedBy,
            openedAt: openedAt
        )
    }
}
