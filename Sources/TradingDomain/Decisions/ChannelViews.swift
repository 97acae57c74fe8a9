/// At most one view per channel, the direction first.
public struct ChannelViews: Hashable, Sendable {
    public let direction: ChannelView?
    public let entry: ChannelView?

    /// No channel spoke.
    public static let empty = ChannelViews()

    private init() { (direction, entry) = (nil, nil) }

    /// The view of one channel.
    public init(_ view: ChannelView) {
        direction = view.channel == .direction ? view : nil
        entry = view.channel == .entry ? view : nil
    }

    /// - Throws: ``ValueError/inconsistent(what:)`` for a view that is named as the other channel's.
    public init(direction: ChannelView?, entry: ChannelView?) throws(ValueError) {
        guard direction?.channel != .entry, entry?.channel != .direction else {
            throw .inconsistent(what: "a view of one channel stands for the other")
        }
        self.direction = direction
        self.entry = entry
    }

    /// - Parameter list: in any order.
    /// - Throws: ``ValueError/inconsistent(what:)`` for two views of one channel.
    public init(_ list: [ChannelView]) throws(ValueError) {
        direction = list.first { $0.channel == .direction }
        entry = list.first { $0.channel == .entry }
        guard [direction, entry].lazy.compactMap(\.self).count == list.count else {
            throw .inconsistent(what: "\(list.count) views on two channels")
        }
    }

    public var list: [ChannelView] { [direction, entry].compactMap(\.self) }
}
