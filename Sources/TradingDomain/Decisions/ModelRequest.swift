/// A question to one slot: one channel, one cycle, one or more symbols. One call answers it.
package struct ModelRequest: Hashable, Sendable {
    /// The cycle's tick; with slot and channel it is the identifier of the question.
    package let cycle: CycleID
    package let channel: Channel
    /// Sorted by symbol; all are fresh.
    package let snapshots: [FeatureSnapshot]
    /// 0 for a whole question. When instances of the slot share it: which part this is, the same for the same symbols.
    package var share = 0

    package static let greatestShare = 4_095

    package init(cycle: CycleID, channel: Channel, snapshots: [FeatureSnapshot]) {
        self.cycle = cycle
        self.channel = channel
        self.snapshots = snapshots
    }
}
