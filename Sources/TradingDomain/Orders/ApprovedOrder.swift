/// An order that passed every check of the risk gate. The broker takes nothing else.
///
/// Across processes the type is a claim, so a tidy test allows its initialiser in `Stages/Risk` and `WireFormat` only,
/// and the broker checks its own ceiling again.
public struct ApprovedOrder: Hashable, Sendable {
    public let order: Order
    /// The gate's epoch: which life of the gate approved it. Not part of the books.
    public let gateEpoch: UInt64

    public init(order: Order, gateEpoch: UInt64) {
        self.order = order
        self.gateEpoch = gateEpoch
    }
}
