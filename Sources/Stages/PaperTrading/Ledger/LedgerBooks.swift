package import TradingDomain

/// The books as the ledger's entries alone tell them: what `tandem verify` and every start compare the state with.
///
/// Written apart from the broker on purpose: it trusts no amount, but works every one out again from the fills.
package struct LedgerBooks: Hashable, Sendable {
    package private(set) var sequence: UInt64 = 0
    package private(set) var time: Timestamp = .epoch
    package internal(set) var initialEquity: Money = .zero
    package internal(set) var cash: Money = .zero
    package internal(set) var realisedProfit: Money = .zero
    package internal(set) var fees: Money = .zero
    /// Got less paid.
    package internal(set) var funding: Money = .zero
    /// Put in less taken out after the first deposit.
    package internal(set) var transfers: Money = .zero
    package internal(set) var fills: UInt64 = 0
    package internal(set) var liquidations: UInt64 = 0
    package internal(set) var ordersAccepted: UInt64 = 0
    /// Cancelled ones are among them.
    package internal(set) var ordersExpired: UInt64 = 0
    /// Sorted by symbol.
    package internal(set) var positions: [Position] = []
    /// What each open position has brought so far: realised, less fees, with funding.
    package internal(set) var results: [Result] = []
    /// Positions in a row that lost money, the last one closed first; 0 after one that did not.
    package internal(set) var lossStreak: UInt32 = 0
    package internal(set) var lastLossAt: Timestamp?
    /// Orders accepted and neither executed in full nor expired, sorted by symbol.
    package internal(set) var waiting: [Waiting] = []
    /// The newest order of each symbol that has had one, sorted by symbol.
    package internal(set) var newest: [Newest] = []

    package struct Result: Hashable, Sendable {
        package let symbol: Symbol
        package internal(set) var amount: Money
    }

    package struct Waiting: Hashable, Sendable {
        package internal(set) var order: Order
        package internal(set) var filled: Quantity = .zero
        /// Event time at which it was accepted.
        package let since: Timestamp
    }

    package struct Newest: Hashable, Sendable {
        package let symbol: Symbol
        package let cycle: Timestamp
        package internal(set) var legs: [OrderID.Leg]
    }

    package init() {}

    /// Adds one entry.
    ///
    /// - Throws: ``LedgerBooksError`` for an entry that cannot follow the ones before it. The books are then spent.
    package mutating func apply(_ entry: LedgerTransaction) throws(LedgerBooksError) {
        guard entry.sequence == sequence + 1 else { throw .sequence(expected: sequence + 1, was: entry.sequence) }
        guard entry.time >= time else { throw refusal(entry, "its time is before the last entry's") }
        guard (entry.sequence == 1) == (entry.kind == .deposit) else {
            throw refusal(entry, "the deposit is the first entry and the only one")
        }
        do throws(BrokerError) { try take(entry) } catch { throw refusal(entry, "\(error)") }
        sequence = entry.sequence
        time = entry.time
    }

    /// The first difference between these books and a state, in words, or `nil`.
    package func difference(from state: BrokerState) -> String? {
        func compare<Value: Equatable>(_ what: String, _ books: Value, _ state: Value) -> String? {
            books == state ? nil : "\(what) is \(books) by the entries, \(state) in the state"
        }
        let counters = state.counters
        let differences = [
            compare("the last entry", sequence, state.sequence),
            compare("the initial equity", initialEquity, sequence == 0 ? .zero : state.initialEquity),
            compare("cash", cash, state.cash),
            compare("realised profit", realisedProfit, counters.realisedProfit),
            compare("the sum of fees", fees, counters.fees),
            compare("funding", funding, counters.funding),
            compare("the sum of transfers", transfers, counters.transfers),
            compare("the count of liquidations", liquidations, counters.liquidations),
            compare("the count of fills", fills, counters.fills),
            compare("the count of accepted orders", ordersAccepted, counters.ordersAccepted),
            compare("the count of expired orders", ordersExpired, counters.ordersExpired),
        ]
        return differences.lazy.compactMap { $0 }.first ?? differenceOfPositions(from: state)
    }

    private func differenceOfPositions(from state: BrokerState) -> String? {
        let held = state.books.compactMap(\.position)
        guard held == positions else {
            return "the positions are \(Self.list(positions)) by the entries, \(Self.list(held)) in the state"
        }
        let kept = state.books.compactMap(\.pending)
        guard kept.map(\.order) == waiting.map(\.order), kept.map(\.filled) == waiting.map(\.filled) else {
            return "the waiting orders are \(Self.list(waiting)) by the entries, "
                + "\(kept.map { "\($0.order.id) with \($0.filled) filled" }) in the state"
        }
        for book in state.books {
            let result = results.first { $0.symbol == book.symbol }?.amount ?? .zero
            guard result == book.result else {
                return
                    "the position in \(book.symbol) has brought \(result) by the entries, \(book.result) in the state"
            }
        }
        guard lossStreak == state.record.lossStreak, lastLossAt == state.record.lastLossAt else {
            return "\(lossStreak) trades in a row have lost by the entries, \(state.record.lossStreak) in the state"
        }
        return state.time < time && state.cursor >= state.booksReach
            ? "the last entry is of \(time), the state of \(state.time)" : nil
    }

    private static func list(_ waiting: [Waiting]) -> [String] {
        waiting.map { "\($0.order.id) with \($0.filled) filled" }
    }

    private static func list(_ positions: [Position]) -> String {
        positions.isEmpty
            ? "none"
            : positions.map { "\($0.side) \($0.quantity) \($0.symbol) at \($0.averagePrice)" }.joined(separator: ", ")
    }

    private func refusal(_ entry: LedgerTransaction, _ what: String) -> LedgerBooksError {
        .contradiction(sequence: entry.sequence, what: what)
    }
}
