import PaperTrading
import TradingDomain

/// Sections "Orders" and "Changes" of the page.
extension AccountOracle {
    mutating func accept(_ order: Order) {
        let (symbol, cycle) = (order.symbol, order.decidedAt.time.milliseconds)
        if let last = lastOrder[symbol] {
            if cycle < last.cycle || (cycle == last.cycle && last.legs.contains(order.id.leg)) { return }
            let legs = cycle == last.cycle ? last.legs.union([order.id.leg]) : [order.id.leg]
            lastOrder[symbol] = (cycle, legs)
        } else {
            lastOrder[symbol] = (cycle, [order.id.leg])
        }
        let until: Int64 =
            switch order.timeInForce {
            case .goodTillCancelled: .max
            case .goodTill(let moment): moment.milliseconds
            case .standard, .immediateOrCancel, .fillOrKill: cycle + settings.fills.expiry_ms
            }
        guard now <= until, isAcceptable(order) else {
            dropped += 1
            return
        }
        waiting[symbol] = Waiting(order: order, from: max(cycle + settings.fills.latency_ms, now), until: until)
    }

    private func isAcceptable(_ order: Order) -> Bool {
        guard let rules = rules(order.symbol), waiting[order.symbol] == nil else { return false }
        if let level = order.execution.level, level.units % rules.tick.units != 0 { return false }
        let isOnStep = order.quantity.units % rules.lot.units == 0 && order.quantity >= rules.minimumQuantity
        if order.id.leg == .close {
            guard let position = held[order.symbol], position.opener.side != order.side else { return false }
            return order.quantity.units >= position.quantity || isOnStep
        }
        guard held[order.symbol] == nil, let mark = marks[order.symbol] else { return false }
        let price = order.execution.level?.units ?? mark
        return isOnStep && Self.value(price, order.quantity.units) >= rules.minimumNotional.units
            && isAffordable(order, order.quantity.units, price)
    }

    /// The ceiling on the whole order; margin and leverage for `quantity` of it.
    func isAffordable(_ order: Order, _ quantity: Int64, _ price: Int64) -> Bool {
        let value = Self.value(price, order.quantity.units)
        guard Wide(value) * 100 <= Wide(equity) * Wide(settings.ceiling_percent) else { return false }
        guard margin(price, quantity, order.leverage) <= free else { return false }
        guard let level = liquidation(order.side, price, quantity, order.leverage) else { return true }
        return order.side == .buy ? price > level : price < level
    }

    mutating func apply(_ change: OrderChange) {
        let symbol = change.order.decision.symbol
        let cycle = change.decidedAt.time.milliseconds
        if let pending = waiting[symbol], pending.order.id == change.order {
            guard cycle > pending.touched else { return }
            guard case .amend(let quantity, let level, let protection) = change.action else {
                waiting[symbol] = nil
                changed += 1
                return
            }
            amend(pending, quantity, level, protection, cycle)
        } else if var position = held[symbol], position.opener.id == change.order, cycle > position.touched,
            case .amend(nil, nil, let protection?) = change.action, let mark = marks[symbol]
        {
            let (stop, target) = (protection.stopLoss.units, protection.takeProfit.units)
            guard position.isLong ? stop < mark && mark < target : target < mark && mark < stop else { return }
            (position.stop, position.target, position.touched) = (stop, target, cycle)
            held[symbol] = position
            changed += 1
        }
    }

    private mutating func amend(
        _ pending: Waiting,
        _ quantity: Quantity?,
        _ level: Price?,
        _ protection: Order.Protection?,
        _ cycle: Int64
    ) {
        let old = pending.order
        guard let rules = rules(old.symbol) else { return }
        if level != nil, case .market = old.execution { return }
        if protection != nil, old.id.leg == .close || held[old.symbol] != nil { return }
        if let level, level.units % rules.tick.units != 0 { return }
        if let quantity, quantity.units % rules.lot.units != 0 { return }
        let whole = quantity ?? old.quantity
        guard whole.units > pending.filled, old.id.leg == .close || whole >= rules.minimumQuantity,
            let order = try? Order(
                id: old.id,
                side: old.side,
                quantity: whole,
                protection: protection ?? old.protection,
                leverage: old.leverage,
                referencePrice: old.referencePrice,
                decidedAt: old.decidedAt,
                execution: level.map { old.execution.moved(to: $0) } ?? old.execution,
                timeInForce: old.timeInForce
            )
        else { return }
        if order.id.leg == .open, let price = order.execution.level?.units ?? marks[order.symbol] {
            guard Self.value(price, whole.units) >= rules.minimumNotional.units,
                isAffordable(order, whole.units, price)
            else { return }
        }
        var pending = pending
        (pending.order, pending.touched) = (order, cycle)
        if level != nil { pending.isMaker = false }
        waiting[order.symbol] = pending
        changed += 1
    }
}
