package import TradingDomain

/// What the gate must remember across restarts. The shell commits it with the verdicts, before anything leaves.
package struct RiskState: Hashable, Sendable {
    /// `active`, `reducing` (for the day), `halted` (until a person resumes) or `flattening` (until nothing is open).
    package internal(set) var tradingState = TradingState.active
    /// Why, and by whom; empty at first.
    package internal(set) var reason = ""
    /// Highest equity seen; `nil` before the first account.
    package internal(set) var highWaterMark: Money?
    /// The account's own peak when it was last looked at: one above it was reached between two looks.
    package internal(set) var seenPeak: Money?
    /// The account's transfers when they were last looked at; what falls are measured from has followed them.
    package internal(set) var seenTransfers = Money.zero
    package internal(set) var lastEquity: Money?
    /// Start of the UTC day that ``dayStartEquity`` belongs to.
    package internal(set) var day: Timestamp?
    package internal(set) var dayStartEquity: Money?
    /// The daily loss was reached on ``day``: until it ends nothing opens, whatever a person resumes.
    package internal(set) var hasReachedDailyLoss = false
    /// The newest cycle of which something was judged; older ones are refused.
    package internal(set) var lastJudged: CycleID?
    /// What was judged of ``lastJudged``, sorted; a second time is refused.
    package internal(set) var judgedSymbols: [Symbol] = []
    /// The opening orders of the last 24 h, oldest first.
    package internal(set) var recentOrders: [RecentOrder] = []
    /// A person has seen the repeats up to here.
    package internal(set) var repeatsForgivenUntil: Timestamp?

    package init() {}

    /// An opening order, as far as a repeat of it is to be known.
    package struct RecentOrder: Hashable, Sendable {
        /// Event time of its cycle.
        package let time: Timestamp
        package let symbol: Symbol
        package let side: Side
        package let protection: Order.Protection

        /// Whether the same is wanted once more.
        func isLike(_ other: RecentOrder) -> Bool {
            symbol == other.symbol && side == other.side && protection == other.protection
        }
    }

    mutating func change(to tradingState: TradingState, because reason: String) {
        self.tradingState = tradingState
        self.reason = String(decoding: reason.utf8.prefix(RiskState.longestReason), as: UTF8.self)
    }
}
