/// A change of an order that waits, or of the stop and target of the position that it opened.
///
/// Its identifier is derived: the order and the cycle in which the change was decided. A change of a cycle that is not
/// after the order's last one is a repeat.
public struct OrderChange: Hashable, Sendable {
    public let order: OrderID
    public let decidedAt: CycleID
    public let action: Action

    public enum Action: Hashable, Sendable {
        case cancel
        /// `nil` leaves as it is. A quantity is the new whole, what is filled included.
        case amend(quantity: Quantity?, level: Price?, protection: Order.Protection?)
    }

    /// - Throws: ``ValueError`` for an amendment that changes nothing, a quantity of zero, or a cycle before the order's.
    public init(order: OrderID, decidedAt: CycleID, action: Action) throws(ValueError) {
        if case .amend(let quantity, let level, let protection) = action {
            guard quantity != nil || level != nil || protection != nil else {
                throw .inconsistent(what: "the amendment of \(order) changes nothing")
            }
            if let quantity, quantity.isZero { throw .notPositive(what: "amended quantity", units: 0) }
        }
        guard decidedAt.time >= order.decision.cycle else {
            throw .inconsistent(what: "a change of \(order) was decided before it, at \(decidedAt)")
        }
        self.order = order
        self.decidedAt = decidedAt
        self.action = action
    }
}

/// A change that came from the risk gate. The broker takes nothing else.
public struct ApprovedChange: Hashable, Sendable {
    public let change: OrderChange
    /// The gate's epoch; not part of the books.
    public let gateEpoch: UInt64

    public init(change: OrderChange, gateEpoch: UInt64) {
        self.change = change
        self.gateEpoch = gateEpoch
    }
}
