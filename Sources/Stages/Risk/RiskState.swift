package import TradingDomain

/// What the gate must remember across restarts. The shell commits it with the verdicts, before anything leaves.
package struct RiskState: Hashable, Sendable {
    /// `active`, `reducing` (for the day) or `halted` (until a person resumes).
    package internal(set) var tradingState = TradingState.active
    /// Why, and by whom; empty at first.
    package internal(set) var reason = ""
    /// Highest equity seen; `nil` before the first account.
    package internal(set) var highWaterMark: Money?
    package internal(set) var lastEquity: Money?
    /// Start of the UTC day that ``dayStartEquity`` belongs to.
    package internal(set) var day: Timestamp?
    package internal(set) var dayStartEquity: Money?
    /// The newest cycle of which something was judged; older ones are refused.
    package internal(set) var lastJudged: CycleID?
    /// What was judged of ``lastJudged``, sorted; a second time is refused.
    package internal(set) var judgedSymbols: [Symbol] = []
    /// Event times of the opening orders of the last hour, oldest first.
    package internal(set) var recentOrders: [Timestamp] = []

    package init() {}
}
