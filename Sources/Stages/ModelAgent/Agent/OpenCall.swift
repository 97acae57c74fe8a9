import TradingDomain

/// A call from its reservation to its answer.
struct OpenCall: Sendable {
    /// The question as it came last.
    var request: ModelRequest
    let reserved_nanoUSD: Int64
    /// How it ended, while that is being committed.
    var content: ReplyContent?

    var id: CallID { request.callID }
}
