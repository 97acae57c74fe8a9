internal import TradingDomain

extension PaperBroker {
    /// Accepts the orders of one cycle, one after the other.
    mutating func take(_ orders: [ApprovedOrder]) -> [Effect] {
        if let failure { return [.fail(failure)] }
        for order in orders.map(\.order) {
            guard order.decidedAt.position <= state.cursor, order.decidedAt.time <= state.time, state.sequence > 0
            else {
                let ahead = BrokerError.orderAhead(order.id, position: order.decidedAt.position, cursor: state.cursor)
                return [.fail(ahead)]
            }
        }
        return collect { broker, effects throws(BrokerError) in
            for order in orders { try broker.accept(order.order, into: &effects) }
        }
    }

    mutating func accept(_ order: Order, into effects: inout [Effect]) throws(BrokerError) {
        let slot = slot(of: order.symbol)
        guard !state.books[slot].knows(order.id) else {
            effects.append(.repeated(order.id))
            return
        }
        state.books[slot].remember(order.id)
        state.counters.ordersAccepted += 1
        try post(.orderAccepted(order), [], into: &effects)
        let deadline = order.decidedAt.time.advanced(byMilliseconds: settings.fills.expiry_ms)
        if let reason = try objection(to: order, in: slot, deadline: deadline) {
            try expire(order.id, reason, in: slot, into: &effects)
            return
        }
        let activeAt = order.decidedAt.time.advanced(byMilliseconds: settings.fills.latency_ms)
        state.books[slot].pending = SymbolBook.PendingOrder(
            order: order,
            // An order that comes late takes no price that was known before it came.
            activeAt: max(activeAt, state.time),
            deadline: deadline
        )
        scheduleSweep()
    }

    /// Why the order cannot wait for a price, or `nil`. Reads state, changes none.
    private func objection(
        to order: Order,
        in slot: Int,
        deadline: Timestamp
    ) throws(BrokerError) -> ExpiryReason? {
        let book = state.books[slot]
        guard ticks[slot] != nil else { return .notTraded(order.symbol) }
        guard state.time <= deadline else { return .late(deadline: deadline) }
        if let pending = book.pending { return .orderPending(pending.order.id) }
        switch order.id.leg {
        case .open:
            guard book.position == nil else { return .positionOpen }
            guard let mark = book.mark else { return .noMark }
            return try ceilingObjection(to: order, at: mark)
        case .close:
            guard let position = book.position else { return .noPosition }
            return position.side == order.side ? .sameSide : nil
        }
    }

    /// The broker's own check of what the gate has checked already, with a wider limit.
    func ceilingObjection(to order: Order, at price: Price) throws(BrokerError) -> ExpiryReason? {
        let notional = try price.value(of: order.quantity)
        let equity = try equity()
        let isAbove = Int128(notional.units) * 100 > Int128(equity.units) * Int128(settings.ceiling_percent)
        return isAbove
            ? .aboveCeiling(notional: notional, ceiling_percent: settings.ceiling_percent, equity: equity) : nil
    }

    /// Ends an order unexecuted. It leaves the book if it waited there.
    mutating func expire(
        _ id: OrderID,
        _ reason: ExpiryReason,
        in slot: Int,
        into effects: inout [Effect]
    ) throws(BrokerError) {
        state.counters.ordersExpired += 1
        if state.books[slot].pending?.order.id == id {
            state.books[slot].pending = nil
            scheduleSweep()
        }
        try post(.orderExpired(id, reason: "\(reason)"), [], into: &effects)
    }
}
