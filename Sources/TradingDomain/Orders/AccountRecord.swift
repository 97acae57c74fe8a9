/// What the account has been through, as far as the gate's limits need it; kept by the broker, which misses nothing
/// between two questions.
public struct AccountRecord: Hashable, Sendable {
    /// Highest equity at any tick since the account was opened.
    public var peakEquity: Money
    /// Start of the UTC day of the newest tick.
    public var day: Timestamp
    /// Equity at the first tick of ``day``.
    public var dayStartEquity: Money
    /// All that was paid since the account was opened.
    public var fees: Money
    /// ``fees`` at the first tick of ``day``.
    public var feesAtDayStart: Money
    /// Put in less taken out since the account was opened.
    public var transfers = Money.zero
    /// Positions in a row that lost money, fees and funding included; 0 after one that did not. However many fills closed
    /// a position, it counts once, with the last.
    public var lossStreak: UInt32 = 0
    /// Event time at which the last losing position was closed.
    public var lastLossAt: Timestamp?

    /// The record of an account that nothing has happened to yet.
    public init(equity: Money, day: Timestamp, fees: Money = .zero) {
        peakEquity = equity
        self.day = day.floored(toMilliseconds: Self.day_ms)
        dayStartEquity = equity
        self.fees = fees
        feesAtDayStart = fees
    }

    public static let day_ms: Int64 = 86_400_000

    /// Counts a position that is closed.
    ///
    /// - Parameters:
    ///   - profit: realised by all its fills, less their fees, with its funding.
    ///   - time: of the last fill.
    public mutating func close(gaining profit: Money, at time: Timestamp) {
        guard profit < .zero else { return lossStreak = 0 }
        lossStreak = lossStreak.addingReportingOverflow(1).overflow ? .max : lossStreak + 1
        lastLossAt = time
    }

    /// Follows money that is put in (above zero) or taken out: what a fall is measured from moves in proportion to the
    /// equity, so that every fall stays the fraction it was.
    ///
    /// - Parameters:
    ///   - amount: the money.
    ///   - equity: before it.
    public mutating func move(by amount: Money, from equity: Money) {
        transfers += amount
        peakEquity = peakEquity.moved(by: amount, from: equity)
        dayStartEquity = dayStartEquity.moved(by: amount, from: equity)
    }

    /// Looks at the equity of a tick.
    public mutating func look(at equity: Money, time: Timestamp) {
        peakEquity = max(peakEquity, equity)
        guard time.milliseconds >= day.milliseconds + Self.day_ms else { return }
        day = time.floored(toMilliseconds: Self.day_ms)
        dayStartEquity = equity
        feesAtDayStart = fees
    }
}
