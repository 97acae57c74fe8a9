internal import TradingDomain

extension PaperBroker {
    /// Accepts the orders of one cycle, one after the other.
    mutating func take(_ orders: [ApprovedOrder]) -> [Effect] {
        if let failure { return [.fail(failure)] }
        for order in orders.map(\.order) {
            if let ahead = ahead(order.id, order.decidedAt) { return [.fail(ahead)] }
        }
        return collect { broker, effects throws(BrokerError) in
            for order in orders { try broker.accept(order.order, into: &effects) }
        }
    }

    /// The error for a decision of a cycle that the broker has not reached, or `nil`.
    func ahead(_ id: OrderID, _ cycle: CycleID) -> BrokerError? {
        guard cycle.position <= state.cursor, cycle.time <= state.time, state.sequence > 0, isCaughtUp else {
            return .orderAhead(id, position: cycle.position, cursor: state.cursor)
        }
        return nil
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
        let deadline = settings.fills.deadline(of: order)
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
        guard let rules = rules[slot] else { return .notTraded(order.symbol) }
        guard state.time <= deadline else { return .late(deadline: deadline) }
        if let pending = book.pending { return .orderPending(pending.order.id) }
        switch order.id.leg {
        case .open:
            guard book.position == nil else { return .positionOpen }
            guard let mark = book.mark else { return .noMark }
            let price = order.execution.level ?? mark
            if let reason = try filterObjection(to: order, rules, at: price) { return reason }
            if let reason = try ceilingObjection(to: order, at: price) { return reason }
            return try marginObjection(to: order, order.quantity, at: price)
        case .close:
            guard let position = book.position else { return .noPosition }
            guard position.side != order.side else { return .sameSide }
            // All that is held may always be closed, dust too.
            return order.quantity >= position.quantity
                ? rules.objection(toLevel: order.execution.level)
                : try filterObjection(to: order, rules, at: nil)
        }
    }

    /// The venue's filters; the smallest value is asked of opening orders only.
    private func filterObjection(
        to order: Order,
        _ rules: InstrumentRules,
        at price: Price?
    ) throws(BrokerError) -> ExpiryReason? {
        if let reason = rules.objection(toLevel: order.execution.level) { return reason }
        guard order.quantity.roundedDown(to: rules.lot) == order.quantity else {
            return .offStep(order.quantity, lot: rules.lot)
        }
        guard order.quantity >= rules.minimumQuantity else {
            return .belowQuantity(order.quantity, minimum: rules.minimumQuantity)
        }
        guard let price else { return nil }
        let notional = try price.value(of: order.quantity)
        return notional < rules.minimumNotional ? .belowNotional(notional, minimum: rules.minimumNotional) : nil
    }

    /// The broker's own check of what the gate has checked already, with a wider limit.
    func ceilingObjection(to order: Order, at price: Price) throws(BrokerError) -> ExpiryReason? {
        let notional = try price.value(of: order.quantity)
        let equity = try equity()
        let isAbove = Int128(notional.units) * 100 > Int128(equity.units) * Int128(settings.ceiling_percent)
        return isAbove
            ? .aboveCeiling(notional: notional, ceiling_percent: settings.ceiling_percent, equity: equity) : nil
    }

    /// Whether there is margin for it, and whether its leverage leaves room above the maintenance margin.
    func marginObjection(to order: Order, _ quantity: Quantity, at price: Price) throws(BrokerError) -> ExpiryReason? {
        guard let protection = order.protection else { return nil }
        let opened = Position(
            symbol: order.symbol,
            side: order.side,
            quantity: quantity,
            averagePrice: price,
            protection: protection,
            leverage: order.leverage,
            openedBy: order.id,
            openedAt: state.time
        )
        var free = try equity()
        for book in state.books {
            if let position = book.position { free = try free.subtracting(try position.margin()) }
        }
        let margin = try opened.margin()
        guard margin <= free else { return .notEnoughMargin(margin, free: free) }
        if let level = try opened.liquidationPrice(settings.tiers), opened.isLosing(at: price, atOrBeyond: level) {
            return .leverageTooHigh(order.leverage, liquidation: level)
        }
        return nil
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

extension FillModel {
    /// The last moment that is ever meant: 9999-12-31.
    private static let never = Timestamp(milliseconds: 253_402_214_400_000)

    /// Until when an order may take a price.
    func deadline(of order: Order) -> Timestamp {
        switch order.timeInForce {
        case .standard, .immediateOrCancel, .fillOrKill:
            order.decidedAt.time.advanced(byMilliseconds: expiry_ms)
        case .goodTillCancelled: Self.never
        case .goodTill(let moment): min(moment, Self.never)
        }
    }
}

extension InstrumentRules {
    func objection(toLevel level: Price?) -> ExpiryReason? {
        guard let level, level.units % tick.units != 0 else { return nil }
        return .offTick(level, tick: tick)
    }
}
