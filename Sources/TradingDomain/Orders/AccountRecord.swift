/// What the account has been through, as far as the gate's limits need it; kept by the broker, which misses nothing
/// between two questions.
package struct AccountRecord: Hashable, Sendable {
    /// Highest equity at any tick since the account was opened.
    package var peakEquity: Money
    /// Start of the UTC day of the newest tick.
    package var day: Timestamp
    /// Equity at the first tick of ``day``.
    package var dayStartEquity: Money
    /// All that was paid since the account was opened.
    package var fees: Money
    /// ``fees`` at the first tick of ``day``.
    package var feesAtDayStart: Money
    /// Closing fills in a row that lost money after their fee; 0 after one that did not.
    package var lossStreak: UInt32 = 0
    /// Event time of the last closing fill that lost.
    package var lastLossAt: Timestamp?

    /// The record of an account that nothing has happened to yet.
    package init(equity: Money, day: Timestamp, fees: Money = .zero) {
        peakEquity = equity
        self.day = day.floored(toMilliseconds: Self.day_ms)
        dayStartEquity = equity
        self.fees = fees
        feesAtDayStart = fees
    }

    package static let day_ms: Int64 = 86_400_000

    /// Counts a closing fill.
    ///
    /// - Parameters:
    ///   - profit: realised, after the fee.
    ///   - time: of the fill.
    package mutating func close(gaining profit: Money, at time: Timestamp) {
        guard profit < .zero else { return lossStreak = 0 }
        lossStreak = lossStreak.addingReportingOverflow(1).overflow ? .max : lossStreak + 1
        lastLossAt = time
    }

    /// Looks at the equity of a tick.
    package mutating func look(at equity: Money, time: Timestamp) {
        peakEquity = max(peakEquity, equity)
        guard time.milliseconds >= day.milliseconds + Self.day_ms else { return }
        day = time.floored(toMilliseconds: Self.day_ms)
        dayStartEquity = equity
        feesAtDayStart = fees
    }
}
