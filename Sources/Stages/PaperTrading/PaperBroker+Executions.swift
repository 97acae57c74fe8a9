internal import TradingDomain

extension PaperBroker {
    /// Works one entry candle off: what happens at its open, inside it, and at its close, in that order.
    mutating func execute(on candle: Candle, in slot: Int, into effects: inout [Effect]) throws(BrokerError) {
        defer { state.books[slot].follow(candle) }
        // A candle without a trade has no price that anybody could have had.
        guard let rules = rules[slot], !candle.isFlat else { return }
        let fills = state.counters.fills
        let step = Execution(candle: candle, rules: rules, slot: slot)
        let waited = state.books[slot].pending.map { $0.activeAt <= candle.openTime } ?? false
        if waited { try meet(candle.open, known: candle.openTime, step, into: &effects) }
        try closeIfTouched(step, into: &effects)
        // One order takes one price of a candle.
        guard state.books[slot].pending != nil, state.counters.fills == fills else { return }
        if waited {
            try reach(step, into: &effects)
        } else if let pending = state.books[slot].pending, pending.activeAt < candle.closeTime {
            try meet(candle.close, known: candle.closeTime, step, into: &effects)
        }
    }

    /// What an execution happens on.
    struct Execution {
        let candle: Candle
        let rules: InstrumentRules
        let slot: Int
    }

    /// A price that is known at one moment: the open or the close. Executes the waiting order on it, or leaves it.
    private mutating func meet(
        _ market: Price,
        known time: Timestamp,
        _ step: Execution,
        into effects: inout [Effect]
    ) throws(BrokerError) {
        guard let pending = state.books[step.slot].pending else { return }
        guard time <= pending.deadline else {
            return try expire(pending.order.id, pending.lateness, in: step.slot, into: &effects)
        }
        let side = pending.order.side
        switch pending.order.execution {
        case .limit(let limit, let isPostOnly):
            if pending.isResting || !side.accepts(market, limit: limit) {
                return try rest(market, pending, step, into: &effects)
            }
            if isPostOnly {
                return try expire(pending.order.id, .wouldTake(market), in: step.slot, into: &effects)
            }
            try settle(pending, at: market, limit: limit, step, into: &effects)
        case .stopMarket(let trigger) where !pending.isTriggered && !side.opposite.accepts(market, limit: trigger),
            .takeProfit(let trigger) where !pending.isTriggered && !side.accepts(market, limit: trigger):
            try dropIfImmediate(pending, market, step, into: &effects)
        case .market, .stopMarket, .takeProfit:
            state.books[step.slot].pending?.isTriggered = true
            try settle(pending, at: market, limit: nil, step, into: &effects)
        }
    }

    /// A limit order that does not take now: from here on it rests, and is the maker at its own price. The open may lie
    /// beyond it; it still gets no more than it asked for.
    private mutating func rest(
        _ market: Price,
        _ pending: SymbolBook.PendingOrder,
        _ step: Execution,
        into effects: inout [Effect]
    ) throws(BrokerError) {
        state.books[step.slot].pending?.isResting = true
        try dropIfImmediate(pending, market, step, into: &effects)
    }

    private mutating func dropIfImmediate(
        _ pending: SymbolBook.PendingOrder,
        _ market: Price,
        _ step: Execution,
        into effects: inout [Effect]
    ) throws(BrokerError) {
        switch pending.order.timeInForce {
        case .immediateOrCancel, .fillOrKill:
            try expire(pending.order.id, .notAtOnce(market), in: step.slot, into: &effects)
        case .standard, .goodTillCancelled, .goodTill: break
        }
    }

    /// Prices between open and close: a limit that the market traded through, a trigger that it touched.
    private mutating func reach(_ step: Execution, into effects: inout [Effect]) throws(BrokerError) {
        guard let pending = state.books[step.slot].pending else { return }
        let (side, candle) = (pending.order.side, step.candle)
        switch pending.order.execution {
        case .market: return
        case .limit(let limit, _):
            guard pending.isResting, side == .buy ? candle.low < limit : candle.high > limit else { return }
            try settle(pending, at: limit, limit: nil, step, into: &effects)
        case .stopMarket(let trigger):
            guard !pending.isTriggered, side == .buy ? candle.high >= trigger : candle.low <= trigger else { return }
            state.books[step.slot].pending?.isTriggered = true
            try settle(pending, at: trigger, limit: nil, step, into: &effects)
        case .takeProfit(let trigger):
            guard !pending.isTriggered, side == .buy ? candle.low <= trigger : candle.high >= trigger else { return }
            state.books[step.slot].pending?.isTriggered = true
            try settle(pending, at: trigger, limit: nil, step, into: &effects)
        }
        // What was opened inside the candle may have met its stop in the rest of it; the worse is assumed.
        if pending.order.id.leg == .open { try closeIfTouched(step, onlyLosing: true, into: &effects) }
    }

    /// Executes what the candle has room for at a market price, or drops the order with the reason.
    private mutating func settle(
        _ pending: SymbolBook.PendingOrder,
        at market: Price,
        limit: Price?,
        _ step: Execution,
        into effects: inout [Effect]
    ) throws(BrokerError) {
        let (order, book) = (pending.order, state.books[step.slot])
        var wanted = order.quantity.subtracting(pending.filled) ?? .zero
        if order.id.leg == .close {
            guard let position = book.position else {
                return try expire(order.id, .noPosition, in: step.slot, into: &effects)
            }
            // Reduce only: what was approved, but never more than is held.
            wanted = min(wanted, position.quantity)
        }
        let room = settings.fills.capacity(of: step.candle, lot: step.rules.lot)
        let isPart = room < wanted
        if isPart, order.timeInForce == .fillOrKill {
            return try expire(order.id, .notInWhole(room), in: step.slot, into: &effects)
        }
        let quantity = min(wanted, room)
        if !quantity.isZero {
            let isMaker = pending.isResting
            var price = market
            if !isMaker {
                price = try settings.fills.takerPrice(
                    market,
                    side: order.side,
                    quantity,
                    averageVolume: book.averageVolume,
                    tick: step.rules.tick
                )
                if let limit, !order.side.accepts(price, limit: limit) { price = limit }
            }
            let deal = Deal(market: market, price: price, quantity: quantity, isMaker: isMaker)
            if let reason = try objection(to: order, deal, step) {
                return try expire(order.id, reason, in: step.slot, into: &effects)
            }
            try fill(pending, deal, step, isLast: !isPart, into: &effects)
        }
        if isPart, order.timeInForce == .immediateOrCancel, state.books[step.slot].pending != nil {
            try expire(order.id, .notInWhole(room), in: step.slot, into: &effects)
        }
    }

    /// One execution of a waiting order.
    struct Deal {
        let market: Price
        let price: Price
        let quantity: Quantity
        let isMaker: Bool
    }

    /// Why an opening order cannot be executed at this price, or `nil`.
    private func objection(to order: Order, _ deal: Deal, _ step: Execution) throws(BrokerError) -> ExpiryReason? {
        guard let protection = state.books[step.slot].position?.protection ?? order.protection,
            order.id.leg == .open
        else { return nil }
        // Both the market's price and the one paid lie between stop and target, or the plan is void.
        for level in [deal.market, deal.price] where !protection.isAround(level, side: order.side) {
            return .beyondProtection(price: level, protection)
        }
        if let reason = try ceilingObjection(to: order, at: deal.price) { return reason }
        return try marginObjection(to: order, deal.quantity, at: deal.price)
    }

    private mutating func fill(
        _ pending: SymbolBook.PendingOrder,
        _ deal: Deal,
        _ step: Execution,
        isLast: Bool,
        into effects: inout [Effect]
    ) throws(BrokerError) {
        let order = pending.order
        if isLast {
            clearPending(in: step.slot)
        } else {
            state.books[step.slot].pending?.filled = pending.filled + deal.quantity
        }
        let millionths = deal.isMaker ? settings.fills.makerFee_millionths : settings.fills.takerFee_millionths
        if order.id.leg == .open {
            try open(order, deal.quantity, at: deal.price, fee_millionths: millionths, in: step.slot, into: &effects)
        } else if let position = state.books[step.slot].position {
            let fee = FillModel.fee(millionths, on: try deal.price.value(of: deal.quantity))
            let exit = Exit(cause: .close, order: order.id, price: deal.price, fee: fee)
            try close(position, deal.quantity, exit, in: step.slot, into: &effects)
        }
    }

    mutating func clearPending(in slot: Int) {
        state.books[slot].pending = nil
        scheduleSweep()
    }
}

extension Side {
    /// Whether a trader on this side may deal at `price` with this limit: a buyer at or below, a seller at or above.
    func accepts(_ price: Price, limit: Price) -> Bool { self == .buy ? price <= limit : price >= limit }
}

extension SymbolBook.PendingOrder {
    /// Why it is dropped when its time is over.
    var lateness: ExpiryReason {
        filled.isZero ? .noPrice(deadline: deadline) : .restUnfilled(filled, of: order.quantity, deadline: deadline)
    }
}

extension Order.Protection {
    /// Whether a position on `side` can stand at `price`: strictly between its stop and its target.
    func isAround(_ price: Price, side: Side) -> Bool {
        side == .buy ? stopLoss < price && price < takeProfit : takeProfit < price && price < stopLoss
    }
}
