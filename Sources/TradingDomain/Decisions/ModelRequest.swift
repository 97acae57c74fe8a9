/// A question to one slot: one channel, one cycle, one or more symbols. One call answers it.
package struct ModelRequest: Hashable, Sendable {
    /// The cycle's tick; with slot and channel it is the identifier of the question.
    package let cycle: CycleID
    package let channel: Channel
    /// Sorted by symbol; all are fresh.
    package let snapshots: [FeatureSnapshot]
    /// As of the cycle's tick; `nil` when it is not known.
    package let account: AccountView?
    /// Symbols on which one slot said BUY and another SELL on this channel in the cycle before, sorted.
    package let disputed: [Symbol]

    package init(
        cycle: CycleID,
        channel: Channel,
        snapshots: [FeatureSnapshot],
        account: AccountView? = nil,
        disputed: [Symbol] = []
    ) {
        self.cycle = cycle
        self.channel = channel
        self.snapshots = snapshots
        self.account = account
        self.disputed = disputed
    }

    /// The same question about some of its symbols.
    package func about(_ snapshots: [FeatureSnapshot]) -> ModelRequest {
        ModelRequest(cycle: cycle, channel: channel, snapshots: snapshots, account: account, disputed: disputed)
    }
}
