import TradingDomain

extension RiskGate {
    /// Closes what is open and has no order yet; halts when nothing is open and nothing may still open.
    mutating func flatten(_ account: AccountSnapshot) -> [Effect] {
        guard tradingState == .flattening else { return [] }
        if account.holdings.isEmpty && account.pendingOrders.isEmpty {
            state.change(to: .halted, because: "\(state.reason); all positions are closed")
            return [.announce(tradingState, reason: reason)]
        }
        let now = CycleID(time: account.time, position: account.position)
        let orders = account.holdings.compactMap { holding -> ApprovedOrder? in
            let position = holding.position
            guard !account.pendingOrders.contains(where: { $0.symbol == position.symbol }) else { return nil }
            let id = OrderID(decision: DecisionID(cycle: account.time, symbol: position.symbol), leg: .close)
            guard
                let order = try? Order(
                    id: id,
                    side: position.side.opposite,
                    quantity: position.quantity,
                    protection: nil,
                    leverage: position.leverage,
                    referencePrice: holding.mark,
                    decidedAt: now
                )
            else { return nil }
            return ApprovedOrder(order: order, gateEpoch: gateEpoch)
        }
        return orders.isEmpty ? [] : [.flatten(orders)]
    }
}
