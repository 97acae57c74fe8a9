/// A question to one slot: one channel, one cycle, one or more symbols. One call answers it.
public struct ModelRequest: Hashable, Sendable {
    /// The cycle's tick; with slot and channel it is the identifier of the question.
    public let cycle: CycleID
    public let channel: Channel
    /// Sorted by symbol; all are fresh.
    public let snapshots: [FeatureSnapshot]

    public init(cycle: CycleID, channel: Channel, snapshots: [FeatureSnapshot]) {
        self.cycle = cycle
        self.channel = channel
        self.snapshots = snapshots
    }
}
