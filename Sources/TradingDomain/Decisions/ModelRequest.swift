/// A question to one slot: one channel, one cycle, one or more symbols. One call answers it.
public struct ModelRequest: Hashable, Sendable {
    /// The cycle's tick; with slot and channel it is the identifier of the question.
    public let cycle: CycleID
    public let channel: Channel
    /// Sorted by symbol; all are fresh.
    public let snapshots: [FeatureSnapshot]
    /// As of the cycle's tick; `nil` when it is not known.
    public let account: AccountView?
    /// Symbols on which one slot said BUY and another SELL on this channel in the cycle before, sorted.
    public let disputed: [Symbol]
    /// 0 for a whole question. When instances of the slot share it: which part this is, the same for the same symbols.
    public var share = 0

    public static let greatestShare = 4_095

    public init(
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
    public func about(_ snapshots: [FeatureSnapshot]) -> ModelRequest {
        ModelRequest(cycle: cycle, channel: channel, snapshots: snapshots, account: account, disputed: disputed)
    }
}
