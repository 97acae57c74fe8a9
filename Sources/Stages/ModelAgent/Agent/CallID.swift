package import TradingDomain

/// The identifier of a call within one slot: the question's cycle and channel. Derived, so that a repeated question is
/// recognised and never paid for twice.
package struct CallID: Hashable, Sendable, CustomStringConvertible {
    package let cycle: CycleID
    package let channel: Channel

    package init(cycle: CycleID, channel: Channel) {
        self.cycle = cycle
        self.channel = channel
    }

    package var description: String { "\(cycle)/\(channel.rawValue)" }
}

extension ModelRequest {
    package var callID: CallID { CallID(cycle: cycle, channel: channel) }
}
