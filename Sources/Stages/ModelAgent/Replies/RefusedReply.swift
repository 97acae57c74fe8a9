import TradingDomain

/// Carries a refusal out of a nested reader.
struct RefusedReply: Error {
    let reason: ReplyRefusal.Reason
    let detail: String

    init(_ reason: ReplyRefusal.Reason, _ detail: String) {
        self.reason = reason
        self.detail = detail
    }

    func refusal(of symbol: Symbol?) -> ReplyRefusal { ReplyRefusal(symbol: symbol, reason, detail) }
}
