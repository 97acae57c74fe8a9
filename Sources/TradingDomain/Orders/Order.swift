/// A market order. An opening order carries the stop and the target that belong to the position from its first instant.
public struct Order: Hashable, Sendable {
    public let id: OrderID
    public let side: Side
    /// Above zero; a closing order never exceeds the position it closes.
    public let quantity: Quantity
    /// Present exactly for an opening order.
    public let protection: Protection?
    /// 1 or more.
    public let leverage: Int
    /// The market price the gate judged by.
    public let referencePrice: Price
    /// Event time and log position of the decision's cycle.
    public let decidedAt: CycleID
    public let execution: Execution
    public let timeInForce: TimeInForce

    public var symbol: Symbol { id.decision.symbol }

    /// Where an open position is closed without asking anybody.
    public struct Protection: Hashable, Sendable {
        public let stopLoss: Price
        public let takeProfit: Price

        public init(stopLoss: Price, takeProfit: Price) {
            self.stopLoss = stopLoss
            self.takeProfit = takeProfit
        }
    }

    /// - Throws: ``ValueError`` for a quantity of zero, an opening order without protection or a closing one with it,
    ///   a leverage below 1, or an identifier of another cycle.
    public init(
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
