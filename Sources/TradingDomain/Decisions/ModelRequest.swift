/// A question to one slot: one channel, one cycle, one or more symbols. One call answers it.
///
/// Every slot is asked the same, so what it is about lies in one shared allocation.
public struct ModelRequest: Hashable, Sendable {
    @usableFromInline
    final class Storage: Sendable {
        @usableFromInline let content: Content

        @inlinable
        init(_ content: Content) { self.content = content }
    }

    @usableFromInline
    struct Content: Hashable, Sendable {
        @usableFromInline let cycle: CycleID
        @usableFromInline let channel: Channel
        @usableFromInline let snapshots: [FeatureSnapshot]
        @usableFromInline let account: AccountView?
        @usableFromInline let disputed: [Symbol]
    }

    @usableFromInline let storage: Storage

    /// The cycle's tick; with slot and channel it is the identifier of the question.
    @inlinable public var cycle: CycleID { storage.content.cycle }
    @inlinable public var channel: Channel { storage.content.channel }
    /// Sorted by symbol; all are fresh.
    @inlinable public var snapshots: [FeatureSnapshot] { storage.content.snapshots }
    /// As of the cycle's tick; `nil` when it is not known.
    @inlinable public var account: AccountView? { storage.content.account }
    /// Symbols on which one slot said BUY and another SELL on this channel in the cycle before, sorted.
    @inlinable public var disputed: [Symbol] { storage.content.disputed }
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
        storage = Storage(
            Content(cycle: cycle, channel: channel, snapshots: snapshots, account: account, disputed: disputed)
        )
    }

    public static func == (left: ModelRequest, right: ModelRequest) -> Bool {
        left.share == right.share && (left.storage === right.storage || left.storage.content == right.storage.content)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(storage.content)
        hasher.combine(share)
    }

    /// The same question about some of its symbols.
    public func about(_ snapshots: [FeatureSnapshot]) -> ModelRequest {
        ModelRequest(cycle: cycle, channel: channel, snapshots: snapshots, account: account, disputed: disputed)
    }
}
