package import TradingDomain

/// Why the broker cannot go on. Nothing of it is a refusal of an order: those are ledger entries.
package enum BrokerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The market log has a hole before this event; the state is as it was.
    case gap(expected: LogPosition, was: LogPosition)
    /// An event before the last one's time; the state is as it was.
    case timeWentBack(position: LogPosition, was: Timestamp, last: Timestamp)
    /// An order of a cycle that the broker has not reached; the state is as it was.
    case orderAhead(OrderID, position: LogPosition, cursor: LogPosition)
    /// The account was asked for as of an event that the broker has not applied.
    case notReached(position: LogPosition, cursor: LogPosition)
    /// An open position's symbol is missing in the settings.
    case unknownInstrument(Symbol)
    /// Money was moved before the account had its first market event.
    case notOpened
    /// More was to be taken out than is free.
    case notFree(amount: Money, free: Money)
    /// An amount left the range of 64 bits; the state is spent.
    case tooLarge(what: String)
    /// The books contradict themselves: a bug; the state is spent.
    case inconsistent(what: String)

    package var description: String {
        switch self {
        case .gap(let expected, let was):
            "market event \(was) came, \(expected) was expected: fetch the log after \(expected - 1) from the feeder"
        case .timeWentBack(let position, let was, let last):
            "market event \(position) is of \(was), before \(last): the log is not this account's; check the feeder"
        case .orderAhead(let id, let position, let cursor):
            "order \(id) was decided at log position \(position), the broker is at \(cursor): catch up first"
        case .notReached(let position, let cursor):
            "the account as of log position \(position) was asked, the broker is at \(cursor): catch up first"
        case .unknownInstrument(let symbol):
            "a position in \(symbol) is open, but the settings have no such instrument: add it"
        case .notOpened:
            "the account has not seen its first market event: start the pipeline once, then move money"
        case .notFree(let amount, let free):
            "\(amount) USDT were to be moved, \(free) USDT are free of margin and open losses: take out less"
        case .tooLarge(let what):
            "\(what) does not fit 64 bits in units of 1e-8 (92 billion): stop and check the market data"
        case .inconsistent(let what):
            "the books contradict themselves: \(what); stop, keep the file and report it"
        }
    }
}
