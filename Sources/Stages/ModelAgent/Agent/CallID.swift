package import TradingDomain

/// The identifier of a call within one slot: the question's cycle and channel, and which of its calls. Derived, so that
/// a repeated question is recognised and never paid for twice.
package struct CallID: Hashable, Sendable, CustomStringConvertible {
    package let cycle: CycleID
    package let channel: Channel
    /// From 0: a question about more symbols than a call may have is several calls.
    package let part: Int
    /// Calls of one question of one instance are numbered below this; the next is the first of its next share.
    package static let mostParts = 1_024

    /// The call that asks again with the reasons of the refusal.
    package let isRepair: Bool

    package init(cycle: CycleID, channel: Channel, part: Int = 0, isRepair: Bool = false) {
        self.cycle = cycle
        self.channel = channel
        self.part = part
        self.isRepair = isRepair
    }

    /// The ``TradingDomain/ModelRequest/share`` that it belongs to.
    package var share: Int { Self.share(ofPart: part) }

    package static func share(ofPart part: Int) -> Int { part / mostParts }

    package var description: String {
        "\(cycle)/\(channel.rawValue)" + (part > 0 ? "/\(part)" : "") + (isRepair ? "/repair" : "")
    }
}

extension ModelRequest {
    /// Of the question's first call.
    package var callID: CallID { CallID(cycle: cycle, channel: channel, part: share * CallID.mostParts) }
}
