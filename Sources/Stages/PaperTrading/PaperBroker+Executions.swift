internal import TradingDomain

extension PaperBroker {
    /// Works one entry candle off: what happens at its open, inside it, and at its close, in that order.
    mutating func execute(on candle: Candle, in slot: Int, into effects: inout [Effect]) throws(BrokerError) {
        defer { state.books[slot].mark = candle.close }
        // A candle without a trade has no price that anybody could have had.
        guard let tick = ticks[slot], !candle.isFlat else { return }
        if let pending = state.books[slot].pending, pending.activeAt <= candle.openTime {
            try settle(pending, at: candle.open, known: candle.openTime, tick: tick, in: slot, into: &effects)
        }
        try closeIfTouched(by: candle, tick: tick, in: slot, into: &effects)
        if let pending = state.books[slot].pending, pending.activeAt < candle.closeTime {
            try settle(pending, at: candle.close, known: candle.closeTime, tick: tick, in: slot, into: &effects)
        }
    }

    /// Executes a waiting order at a market price, or drops it with the reason.
    private mutating func settle(
        _ pending: SymbolBook.PendingOrder,
        at market: Price,
        known time: Timestamp,
        tick: Price,
        in slot: Int,
        into effects: inout [Effect]
    ) throws(BrokerError) {
        let order = pending.order
        guard time <= pending.deadline else {
            return try expire(order.id, .noPrice(deadline: pending.deadline), in: slot, into: &effects)
        }
        let price = try settings.fills.takerPrice(market, side: order.side, tick: tick)
        guard let protection = order.protection else {
            guard let position = state.books[slot].position else {
                return try expire(order.id, .noPosition, in: slot, into: &effects)
            }
            clearPending(in: slot)
            // Reduce only: what was approved, but never more than is held.
            let quantity = min(order.quantity, position.quantity)
            return try close(position, quantity, .close, by: order.id, at: price, in: slot, into: &effects)
        }
        // Both the market's price and the one paid lie between stop and target, or the plan is void.
        for level in [market, price] where !protection.isAround(level, side: order.side) {
            return try expire(order.id, .beyondProtection(price: level, protection), in: slot, into: &effects)
        }
        if let reason = try ceilingObjection(to: order, at: price) {
            return try expire(order.id, reason, in: slot, into: &effects)
        }
        clearPending(in: slot)
        try open(order, protection, at: price, in: slot, into: &effects)
    }

    /// The stop first: within a candle nobody knows which came first, and the worse is assumed.
    private mutating func closeIfTouched(
        by candle: Candle,
        tick: Price,
        in slot: Int,
        into effects: inout [Effect]
    ) throws(BrokerError) {
        guard let position = state.books[slot].position else { return }
        let (stop, target) = (position.protection.stopLoss, position.protection.takeProfit)
        let isLong = position.side == .buy
        let touchesStop = isLong ? candle.low <= stop : candle.high >= stop
        let touchesTarget = isLong ? candle.high >= target : candle.low <= target
        guard touchesStop || touchesTarget else { return }
        let closing = position.side.opposite
        var price = try FillModel.onGrid(target, side: closing, tick: tick)
        if touchesStop {
            let atTarget = try position.profit(closing: position.quantity, at: price)
            let market = isLong ? min(candle.open, stop) : max(candle.open, stop)
            price = try settings.fills.takerPrice(market, side: closing, tick: tick)
            if touchesTarget {
                let atStop = try position.profit(closing: position.quantity, at: price)
                state.counters.ambiguousCandles += 1
                let forgone = try atTarget.subtracting(atStop)
                state.counters.ambiguousProfit = try state.counters.ambiguousProfit.adding(forgone)
            }
        }
        let cause: Fill.Cause = touchesStop ? .stopLoss : .takeProfit
        try close(position, position.quantity, cause, by: position.openedBy, at: price, in: slot, into: &effects)
        if let pending = state.books[slot].pending {
            try expire(pending.order.id, .closedBefore(cause), in: slot, into: &effects)
        }
    }

    private mutating func clearPending(in slot: Int) {
        state.books[slot].pending = nil
        scheduleSweep()
    }
}

extension Order.Protection {
    /// Whether a position on `side` can stand at `price`: strictly between its stop and its target.
    func isAround(_ price: Price, side: Side) -> Bool {
        side == .buy ? stopLoss < price && price < takeProfit : takeProfit < price && price < stopLoss
    }
}
