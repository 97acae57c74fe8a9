/// A question to one slot: one channel, one cycle, one or more symbols. One call answers it.
public struct ModelRequest: Hashable, Sendable {
    /// The cycle's tick; with slot and channel it is the identifier of the question.
    public let cycle: CycleID
    public let channel: Channel
    /// Sorted by symbol; all are fresh.
    public let snapshots: [FeatureSnapshot]
    /// `nil` where no model reads a prompt: such a question is small to copy.
    private let background: Boxed<Background>?
    /// 0 for a whole question. When instances of the slot share it: which part this is, the same for the same symbols.
    public var share = 0

    public static let greatestShare = 4_095

    private struct Background: Hashable, Sendable {
        let account: AccountView?
        let disputed: [Symbol]
    }

    /// With nothing beside the features.
    public init(cycle: CycleID, channel: Channel, snapshots: [FeatureSnapshot]) {
        self.cycle = cycle
        self.channel = channel
        self.snapshots = snapshots
        background = nil
    }

    public init(
        cycle: CycleID,
        channel: Channel,
        snapshots: [FeatureSnapshot],
        account: AccountView?,
        disputed: [Symbol] = []
    ) {
        self.cycle = cycle
        self.channel = channel
        self.snapshots = snapshots
        let isPlain = account == nil && disputed.isEmpty
        background = isPlain ? nil : Boxed(Background(account: account, disputed: disputed))
    }

    /// As of the cycle's tick; `nil` when it is not known.
    public var account: AccountView? { background?.value.account }

    /// Symbols on which one slot said BUY and another SELL on this channel in the cycle before, sorted.
    public var disputed: [Symbol] { background?.value.disputed ?? [] }

    /// The same question about some of its symbols.
    public func about(_ snapshots: [FeatureSnapshot]) -> ModelRequest {
        ModelRequest(cycle: cycle, channel: channel, snapshots: snapshots, account: account, disputed: disputed)
    }
}
