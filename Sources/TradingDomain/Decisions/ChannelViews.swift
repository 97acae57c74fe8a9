/// At most one view per channel, the direction first.
package struct ChannelViews: Hashable, Sendable {
    package let direction: ChannelView?
    package let entry: ChannelView?

    /// No channel spoke.
    package static let empty = ChannelViews()

    private init() { (direction, entry) = (nil, nil) }

    /// The view of one channel.
    package init(_ view: ChannelView) {
        direction = view.channel == .direction ? view : nil
        entry = view.channel == .entry ? view : nil
    }

    /// - Throws: ``ValueError/inconsistent(what:)`` for a view that is named as the other channel's.
    package init(direction: ChannelView?, entry: ChannelView?) throws(ValueError) {
        guard direction?.channel != .entry, entry?.channel != .direction else {
            throw .inconsistent(what: "a view of one channel stands for the other")
        }
        self.direction = direction
        self.entry = entry
    }

    /// - Parameter list: in any order.
    /// - Throws: ``ValueError/inconsistent(what:)`` for two views of one channel.
    package init(_ list: [ChannelView]) throws(ValueError) {
        direction = list.first { $0.channel == .direction }
        entry = list.first { $0.channel == .entry }
        guard [direction, entry].lazy.compactMap(\.self).count == list.count else {
            throw .inconsistent(what: "\(list.count) views on two channels")
        }
    }

    package var list: [ChannelView] { [direction, entry].compactMap(\.self) }
}
