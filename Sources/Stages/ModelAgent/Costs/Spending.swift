package import TradingDomain

/// What the current hour, day and month of event time have cost, with what is reserved for calls under way.
package struct Spending: Hashable, Sendable {
    package enum Window: CaseIterable, Sendable {
        case hour
        case day
        case month

        /// The first moment of the window that holds `time`.
        package func start(of time: Timestamp) -> Timestamp {
            switch self {
            case .hour: time.floored(toMilliseconds: 3_600_000)
            case .day: time.floored(toMilliseconds: 86_400_000)
            case .month: time.startOfMonth
            }
        }
    }

    private struct Sum: Hashable, Sendable {
        var start: Timestamp
        var spent_nanoUSD: Int64
    }

    private var hour: Sum
    private var day: Sum
    private var month: Sum

    /// - Parameters:
    ///   - time: any moment.
    ///   - spent: what the agent's file has since a window's start, reservations included; 0 or more.
    package init(at time: Timestamp, spent: (_ since: Timestamp) -> Int64 = { _ in 0 }) {
        func sum(_ window: Window) -> Sum {
            let start = window.start(of: time)
            return Sum(start: start, spent_nanoUSD: spent(start))
        }
        (hour, day, month) = (sum(.hour), sum(.day), sum(.month))
    }

    /// 1e-9 US dollars since the start of the newest window.
    package func spent_nanoUSD(_ window: Window) -> Int64 {
        switch window {
        case .hour: hour.spent_nanoUSD
        case .day: day.spent_nanoUSD
        case .month: month.spent_nanoUSD
        }
    }

    /// Why a reservation does not fit, or `nil` when it was taken.
    mutating func reserve(_ amount: Int64, at time: Timestamp, limits: BudgetLimits) -> String? {
        roll(to: time)
        guard amount <= limits.call_nanoUSD else {
            return "the call may cost \(amount) nano-USD and one may cost \(limits.call_nanoUSD)"
        }
        for (name, sum, limit) in [
            ("hour", hour, limits.hour_nanoUSD), ("day", day, limits.day_nanoUSD),
            ("month", month, limits.month_nanoUSD),
        ] {
            let (total, isTooBig) = sum.spent_nanoUSD.addingReportingOverflow(amount)
            guard !isTooBig, total <= limit else {
                return
                    "\(sum.spent_nanoUSD) of \(limit) nano-USD are spent this \(name) and the call may cost \(amount)"
            }
        }
        hour.spent_nanoUSD += amount
        day.spent_nanoUSD += amount
        month.spent_nanoUSD += amount
        return nil
    }

    /// Puts the true cost in place of a reservation, in the windows that still hold its time.
    mutating func settle(_ cost: Int64, reserved: Int64, at time: Timestamp) {
        let change = min(max(cost, 0), BudgetLimits.most_nanoUSD) - reserved
        if Window.hour.start(of: time) == hour.start { hour.spent_nanoUSD = max(0, hour.spent_nanoUSD + change) }
        if Window.day.start(of: time) == day.start { day.spent_nanoUSD = max(0, day.spent_nanoUSD + change) }
        if Window.month.start(of: time) == month.start { month.spent_nanoUSD = max(0, month.spent_nanoUSD + change) }
    }

    /// The largest share of a budget that is spent, in percent, 100 at most.
    mutating func used_percent(of limits: BudgetLimits, at time: Timestamp) -> Int {
        roll(to: time)
        func percent(_ spent: Int64, _ limit: Int64) -> Int {
            spent >= limit ? 100 : Int(spent / max(1, limit / 100))
        }
        return min(
            100,
            max(
                percent(hour.spent_nanoUSD, limits.hour_nanoUSD),
                percent(day.spent_nanoUSD, limits.day_nanoUSD),
                percent(month.spent_nanoUSD, limits.month_nanoUSD)
            )
        )
    }

    private mutating func roll(to time: Timestamp) {
        if Window.hour.start(of: time) > hour.start { hour = Sum(start: Window.hour.start(of: time), spent_nanoUSD: 0) }
        if Window.day.start(of: time) > day.start { day = Sum(start: Window.day.start(of: time), spent_nanoUSD: 0) }
        if Window.month.start(of: time) > month.start {
            month = Sum(start: Window.month.start(of: time), spent_nanoUSD: 0)
        }
    }
}
