package import TradingDomain

/// What one agent may spend at most, in 1e-9 US dollars of reservations and bills; event time.
package struct BudgetLimits: Hashable, Sendable {
    package let call_nanoUSD: Int64
    package let hour_nanoUSD: Int64
    package let day_nanoUSD: Int64
    /// A calendar month in UTC.
    package let month_nanoUSD: Int64

    /// A million US dollars: more is a slip of the unit.
    package static let most_nanoUSD: Int64 = 1_000_000_000_000_000

    /// No limit but the greatest there is.
    package static let unlimited = BudgetLimits(all: most_nanoUSD)

    private init(all limit: Int64) {
        (call_nanoUSD, hour_nanoUSD, day_nanoUSD, month_nanoUSD) = (limit, limit, limit, limit)
    }

    /// - Parameters:
    ///   - call_nanoUSD: of one call's reservation; this and the others 0 to ``most_nanoUSD``.
    ///   - hour_nanoUSD: of an hour.
    ///   - day_nanoUSD: of a day.
    ///   - month_nanoUSD: of a calendar month.
    /// - Throws: ``TradingDomain/InvalidSettings`` with all problems.
    package init(
        call_nanoUSD: Int64 = most_nanoUSD,
        hour_nanoUSD: Int64 = most_nanoUSD,
        day_nanoUSD: Int64 = most_nanoUSD,
        month_nanoUSD: Int64 = most_nanoUSD
    ) throws(InvalidSettings) {
        var problems: [String] = []
        for (name, value) in [
            ("call", call_nanoUSD), ("hour", hour_nanoUSD), ("day", day_nanoUSD), ("month", month_nanoUSD),
        ] where !(0...Self.most_nanoUSD).contains(value) {
            problems.append("budget per \(name) was \(value) nano-USD, allowed is 0 to \(Self.most_nanoUSD)")
        }
        guard problems.isEmpty else { throw InvalidSettings(what: "budget", problems: problems) }
        self.call_nanoUSD = call_nanoUSD
        self.hour_nanoUSD = hour_nanoUSD
        self.day_nanoUSD = day_nanoUSD
        self.month_nanoUSD = month_nanoUSD
    }
}
