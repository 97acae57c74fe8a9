package import TradingDomain

/// Gathers equity points and fills as they come, and makes a report of them at any time.
///
/// Memory: one number a day and one entry for each open position, however long it runs.
package struct PerformanceMeter: Hashable, Sendable {
    package let initialEquity: Money
    package let minimums: Minimums
    var first: EquityPoint?
    var last: EquityPoint?
    var points = 0
    /// Of all points, in the account's currency.
    var sumOfEquity = 0.0
    var exposed_ms: Int64 = 0
    /// Closed days only.
    var dailyReturns: [Double] = []
    /// Days since 1970-01-01.
    private var runningDay: Int64 = 0
    /// The equity that the running day is measured against.
    var dayStart: Money
    var peak: Money
    var peakAt: Timestamp?
    var deepest: Drawdown?
    var trades = TradeTally()
    /// Put in less taken out after the account was opened.
    var transfers: Money = .zero
    /// Product of 1 + r over the closed days.
    var growth = 1.0
    private var hasTransfers = false
    /// Transfers since the last point, whose equity does not have them yet.
    private var arrived: Money = .zero
    /// The equity at which the deepest drawdown is made good.
    private var recovery: Money = .zero

    package init(initialEquity: Money, minimums: Minimums = .standard) {
        self.initialEquity = initialEquity
        self.minimums = minimums
        dayStart = initialEquity
        peak = initialEquity
    }

    /// Adds the next point; one that is not later than the last is ignored.
    package mutating func add(_ point: EquityPoint) {
        if let last {
            guard point.position > last.position, point.time >= last.time else { return }
            closeDays(before: Self.day(endingAt: point.time), at: last.equity + arrived)
            if last.exposure > .zero { exposed_ms += point.time.milliseconds(since: last.time) }
        } else {
            first = point
            // The first point opens a day, even at midnight.
            runningDay = Self.day(endingAt: point.time.advanced(byMilliseconds: 1))
        }
        follow(point)
        points += 1
        arrived = .zero
        sumOfEquity += point.equity.value
        last = point
    }

    /// Adds the next fill, in the ledger's order.
    package mutating func add(_ fill: Fill) { trades.add(fill) }

    /// Adds the next entry of the ledger: fills, funding and transfers count, the rest is ignored.
    package mutating func add(_ entry: LedgerTransaction) {
        switch entry.kind {
        case .fill(let fill): trades.add(fill)
        case .funded(let payment): trades.add(payment)
        case .transferred(let transfer): take(transfer.amount, at: entry.time)
        case .deposit, .orderAccepted, .orderExpired, .orderChanged: break
        }
    }

    /// Money from outside is no profit: what the day and the peak are measured against moves in proportion to it, so that
    /// every return and every fall stays the fraction it was (time-weighted).
    private mutating func take(_ amount: Money, at time: Timestamp) {
        // At midnight it comes after the day that ends there.
        if let last {
            closeDays(before: Self.day(endingAt: time.advanced(byMilliseconds: 1)), at: last.equity + arrived)
        }
        hasTransfers = true
        transfers += amount
        let equity = (last?.equity ?? initialEquity) + arrived
        dayStart = dayStart.moved(by: amount, from: equity)
        peak = peak.moved(by: amount, from: equity)
        recovery = recovery.moved(by: amount, from: equity)
        arrived += amount
    }

    /// Of all days so far, the running one included.
    var totalReturn: Double {
        guard let last else { return 0 }
        return hasTransfers
            ? growth * (1 + Self.change(from: dayStart, to: last.equity)) - 1
            : Self.change(from: initialEquity, to: last.equity)
    }

    /// The UTC day that a moment ends or lies in: midnight belongs to the day before it.
    private static func day(endingAt time: Timestamp) -> Int64 {
        Timestamp(milliseconds: time.milliseconds - 1).floored(toMilliseconds: 86_400_000).milliseconds / 86_400_000
    }

    private mutating func closeDays(before day: Int64, at equity: Money) {
        let passed = day - runningDay
        guard passed > 0 else { return }
        runningDay = day
        let change = Self.change(from: dayStart, to: equity)
        growth *= 1 + change
        dailyReturns.append(change)
        // At most a century of silence: more is a clock gone wrong.
        dailyReturns.append(contentsOf: repeatElement(0, count: Int(min(passed - 1, 36_500))))
        dayStart = equity
    }

    private mutating func follow(_ point: EquityPoint) {
        if point.equity >= peak {
            if let deepest, deepest.recoveredAt == nil, point.equity >= recovery {
                self.deepest?.recoveredAt = point.time
            }
            (peak, peakAt) = (point.equity, point.time)
        } else {
            let fraction = (peak - point.equity).value / peak.value
            if fraction > deepest?.fraction ?? 0 {
                recovery = peak
                deepest = Drawdown(
                    fraction: fraction,
                    peak: peak,
                    trough: point.equity,
                    peakAt: peakAt ?? first?.time ?? point.time,
                    troughAt: point.time
                )
            }
        }
    }

    static func change(from start: Money, to end: Money) -> Double {
        start.units > 0 ? end.value / start.value - 1 : 0
    }
}
