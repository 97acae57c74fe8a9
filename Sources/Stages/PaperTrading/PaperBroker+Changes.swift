internal import TradingDomain

extension PaperBroker {
    /// Amends or cancels orders that wait, and moves stops and targets of open positions.
    mutating func change(_ changes: [ApprovedChange]) -> [Effect] {
        if let failure { return [.fail(failure)] }
        for change in changes.map(\.change) {
            if let ahead = ahead(change.order, change.decidedAt) { return [.fail(ahead)] }
        }
        return collect { broker, effects throws(BrokerError) in
            for change in changes.map(\.change) {
                if try broker.applies(change) {
                    try broker.post(.orderChanged(change), [], into: &effects)
                } else {
                    effects.append(.unchanged(change.order))
                }
            }
        }
    }

    /// Whether the change had something to change; a repeat has not, nor has one that the venue's filters refuse.
    private mutating func applies(_ change: OrderChange) throws(BrokerError) -> Bool {
        let (slot, isFound) = search(change.order.decision.symbol)
        guard isFound, let rules = rules[slot] else { return false }
        if let pending = state.books[slot].pending, pending.order.id == change.order {
            return try applies(change, to: pending, rules, in: slot)
        }
        guard let position = state.books[slot].position, position.openedBy == change.order,
            case .amend(nil, nil, let protection?) = change.action,
            isNewer(change, than: state.books[slot].protectedAt),
            let mark = state.books[slot].mark, protection.isAround(mark, side: position.side)
        else { return false }
        state.books[slot].position = position.with(protection: protection)
        state.books[slot].protectedAt = change.decidedAt.time
        return true
    }

    private mutating func applies(
        _ change: OrderChange,
        to pending: SymbolBook.PendingOrder,
        _ rules: InstrumentRules,
        in slot: Int
    ) throws(BrokerError) -> Bool {
        guard isNewer(change, than: pending.changedAt) else { return false }
        guard case .amend(let quantity, let level, let protection) = change.action else {
            state.counters.ordersExpired += 1
            clearPending(in: slot)
            return true
        }
        guard let order = pending.order.amended(change), rules.objection(toLevel: level) == nil,
            (quantity ?? order.quantity).roundedDown(to: rules.lot) == order.quantity || quantity == nil,
            order.quantity > pending.filled, order.quantity >= rules.minimumQuantity || order.id.leg == .close,
            protection == nil || state.books[slot].position == nil
        else { return false }
        if order.id.leg == .open, let price = order.execution.level ?? state.books[slot].mark {
            guard try price.value(of: order.quantity) >= rules.minimumNotional,
                try ceilingObjection(to: order, at: price) == nil,
                try marginObjection(to: order, order.quantity, at: price) == nil
            else { return false }
        }
        state.books[slot].pending?.order = order
        state.books[slot].pending?.changedAt = change.decidedAt.time
        // A moved limit goes to the market anew: it may take now.
        if level != nil { state.books[slot].pending?.isResting = false }
        return true
    }

    private func isNewer(_ change: OrderChange, than last: Timestamp?) -> Bool {
        last.map { change.decidedAt.time > $0 } ?? true
    }
}

extension Order {
    /// The order as a change leaves it; `nil` for a change that it cannot have, such as a level of a market order.
    func amended(_ change: OrderChange) -> Order? {
        guard case .amend(let quantity, let level, let protection) = change.action else { return nil }
        if level != nil, execution == .market { return nil }
        if protection != nil, id.leg == .close { return nil }
        return try? Order(
            id: id,
            side: side,
            quantity: quantity ?? self.quantity,
            protection: protection ?? self.protection,
            leverage: leverage,
            referencePrice: referencePrice,
            decidedAt: decidedAt,
            execution: level.map(execution.moved) ?? execution,
            timeInForce: timeInForce
        )
    }
}
