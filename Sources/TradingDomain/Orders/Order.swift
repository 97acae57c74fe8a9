/// A market order. An opening order carries the stop and the target that belong to the position from its first instant.
package struct Order: Hashable, Sendable {
    package let id: OrderID
    package let side: Side
    /// Above zero; a closing order never exceeds the position it closes.
    package let quantity: Quantity
    /// Present exactly for an opening order.
    package let protection: Protection?
    /// 1 or more.
    package let leverage: Int
    /// The market price the gate judged by.
    package let referencePrice: Price
    /// Event time and log position of the decision's cycle.
    package let decidedAt: CycleID
    package let execution: Execution
    package let timeInForce: TimeInForce

    package var symbol: Symbol { id.decision.symbol }

    /// Where an open position is closed without asking anybody.
    package struct Protection: Hashable, Sendable {
        package let stopLoss: Price
        package let takeProfit: Price

        package init(stopLoss: Price, takeProfit: Price) {
            self.stopLoss = stopLoss
            self.takeProfit = takeProfit
        }
    }

    /// - Throws: ``ValueError`` for a quantity of zero, an opening order without protection or a closing one with it,
    ///   a leverage below 1, or an identifier of another cycle.
    package init(
        id: OrderID,
        side: Side,
        quantity: Quantity,
        protection: Protection?,
        leverage: Int,
        referencePrice: Price,
        decidedAt: CycleID,
        execution: Execution = .market,
        timeInForce: TimeInForce = .standard
    ) throws(ValueError) {
        guard !quantity.isZero else { throw .notPositive(what: "order quantity", units: 0) }
        guard (id.leg == .open) == (protection != nil) else {
            throw .inconsistent(what: "order \(id): an opening order has a stop and a target, a closing one has none")
        }
        guard leverage >= 1 else { throw .outOfRange(what: "leverage", was: "\(leverage)", allowed: "1 or more") }
        guard id.decision.cycle == decidedAt.time else {
            throw .inconsistent(what: "order \(id) names another cycle than \(decidedAt)")
        }
        self.id = id
        self.side = side
        self.quantity = quantity
        self.protection = protection
        self.leverage = leverage
        self.referencePrice = referencePrice
        self.decidedAt = decidedAt
        self.execution = execution
        self.timeInForce = timeInForce
    }
}
