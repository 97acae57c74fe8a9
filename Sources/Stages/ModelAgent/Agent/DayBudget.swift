package import TradingDomain

/// What one day of event time has cost, with what is reserved for calls under way.
package struct DayBudget: Hashable, Sendable {
    /// Midnight in UTC.
    package private(set) var day: Timestamp
    /// 1e-9 US dollars.
    package private(set) var spent_nanoUSD: Int64

    package static let day_ms: Int64 = 86_400_000

    /// - Parameters:
    ///   - time: any moment of the day.
    ///   - spent_nanoUSD: what the agent's file has for that day, reservations included; 0 or more.
    package init(dayOf time: Timestamp, spent_nanoUSD: Int64 = 0) {
        day = time.floored(toMilliseconds: Self.day_ms)
        self.spent_nanoUSD = spent_nanoUSD
    }

    /// Takes `amount` out of the day's budget, if it is there.
    mutating func reserve(_ amount: Int64, at time: Timestamp, limit: Int64) -> Bool {
        let today = time.floored(toMilliseconds: Self.day_ms)
        if today > day { (day, spent_nanoUSD) = (today, 0) }
        let (sum, isTooBig) = spent_nanoUSD.addingReportingOverflow(amount)
        guard !isTooBig, sum <= limit else { return false }
        spent_nanoUSD = sum
        return true
    }

    /// Puts the true cost in place of a reservation of the same day.
    mutating func settle(_ cost: Int64, reserved: Int64, at time: Timestamp) {
        guard time.floored(toMilliseconds: Self.day_ms) == day else { return }
        spent_nanoUSD = max(0, spent_nanoUSD - reserved + min(max(cost, 0), AgentSettings.most_nanoUSD))
    }
}
