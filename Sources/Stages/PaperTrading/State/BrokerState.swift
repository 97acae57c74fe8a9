package import TradingDomain

/// Everything the broker knows between two events: a plain value from which another one continues exactly.
package struct BrokerState: Hashable, Sendable {
    /// Never changes.
    package let initialEquity: Money
    /// The last applied market event; 0 before the first.
    package internal(set) var cursor: LogPosition = 0
    /// The market log's chain up to ``cursor``; a feeder with another one there has another history.
    package internal(set) var chain: UInt64 = 0
    /// The last applied event's time.
    package internal(set) var time: Timestamp = .epoch
    /// Zero until the first market event brings the deposit.
    package internal(set) var cash: Money = .zero
    /// The last ledger entry; 0 before the first.
    package internal(set) var sequence: UInt64 = 0
    /// Sorted by symbol, one each.
    package internal(set) var books: [SymbolBook] = []
    package internal(set) var counters = BrokerCounters()
    /// The market event up to which the books hold all consequences; above ``cursor`` only after a repair, while the
    /// market log is read again for what the entries do not tell.
    package internal(set) var booksReach: LogPosition = 0
    /// For the gate's limits; `fees` in it is that of ``counters`` when it is asked for.
    package internal(set) var record: AccountRecord

    package init(initialEquity: Money) {
        self.initialEquity = initialEquity
        record = AccountRecord(equity: initialEquity, day: .epoch)
    }
}
