/// An order that passed every check of the risk gate. The broker takes nothing else.
///
/// Across processes the type is a claim, so a tidy test allows its initialiser in `Stages/Risk` and `WireFormat` only,
/// and the broker checks its own ceiling again.
package struct ApprovedOrder: Hashable, Sendable {
    package let order: Order
    /// The gate's epoch: which life of the gate approved it. Not part of the books.
    package let gateEpoch: UInt64

    package init(order: Order, gateEpoch: UInt64) {
        self.order = order
        self.gateEpoch = gateEpoch
    }
}
