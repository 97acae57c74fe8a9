package import TradingDomain

/// What a reply came to.
package struct ReplyReading: Hashable, Sendable {
    /// One for each snapshot of the request, in its order.
    package let answers: [ModelAnswer]
    /// Why answers are missing, and what else in the reply was not used.
    package let refusals: [ReplyRefusal]

    package init(answers: [ModelAnswer], refusals: [ReplyRefusal]) {
        self.answers = answers
        self.refusals = refusals
    }

    /// Every symbol abstains for the same reason.
    package static func refused(_ refusal: ReplyRefusal, request: ModelRequest, slot: String) -> ReplyReading {
        ReplyReading(answers: request.abstentions(slot: slot, cause: refusal.cause), refusals: [refusal])
    }
}

extension ModelRequest {
    /// An abstention for each snapshot.
    package func abstentions(slot: String, cause: AbstentionCause) -> [ModelAnswer] {
        snapshots.map { ModelAnswer(slot: slot, channel: channel, symbol: $0.symbol, outcome: .abstained(cause)) }
    }
}
