package import TradingDomain

/// Executes approved market orders on paper and keeps exact books.
///
/// The rules in short; `docs/broker.md` has them in full, with examples:
///
/// - An order is accepted at the log position the broker stands at, and executed at the first price known after its
///   decision time plus the latency: the next entry candle's open, or its close if the order becomes active inside it.
///   Never on a candle that had closed by then, and never on one without a trade.
/// - It takes the market price plus slippage and half the spread against it, on the tick grid, and pays the fee.
/// - Stop and target belong to the position from its first instant. A candle that touches both counts as the stop; a
///   gap through the stop fills at the gap; the target fills at its price.
/// - An order past its deadline, a second one for a symbol, or one above the ceiling expires with a reason.
/// - A repeated order has no second effect.
package struct PaperBroker: Stage {
    package enum Event: Hashable, Sendable {
        /// The next entry of the market log; one at or before the cursor is ignored.
        case market(MarketEvent)
        /// Orders of one cycle, executed in this order; the broker has applied the log up to their cycle.
        case ordered([ApprovedOrder])
    }

    package enum Effect: Hashable, Sendable {
        /// Append to the ledger. Within one event: in this order.
        case post(LedgerTransaction)
        /// Append to the equity curve; one at each tick.
        case mark(EquityPoint)
        /// The order was taken before, or a later one of its symbol was: answer with what the ledger has for it.
        case repeated(OrderID)
        /// Stop: nothing of this event may be committed. Always the only effect.
        case fail(BrokerError)
    }

    package let settings: BrokerSettings
    package internal(set) var state: BrokerState
    /// The tick of each book's instrument, by slot; `nil` for one that is not traded.
    var ticks: [Price?] = []
    /// The first moment at which some waiting order can no longer be executed; `.max` when none waits.
    var sweepAt_ms: Int64 = .max
    /// Set when an event was applied by half; the broker then only repeats it.
    var failure: BrokerError?

    /// A new account. Its deposit is posted with the first market event.
    package init(initialEquity: Money, settings: BrokerSettings) {
        self.settings = settings
        state = BrokerState(initialEquity: initialEquity)
        addBooks()
    }

    /// Continues exactly where `state` was taken.
    ///
    /// - Throws: ``BrokerError/unknownInstrument(_:)`` for an open position that the settings cannot trade;
    ///   ``BrokerError/inconsistent(what:)`` for books out of order or a position without a price.
    package init(restoring state: BrokerState, settings: BrokerSettings) throws(BrokerError) {
        self.settings = settings
        self.state = state
        for (left, right) in zip(state.books, state.books.dropFirst()) where left.symbol >= right.symbol {
            throw .inconsistent(what: "\(right.symbol) stands after \(left.symbol)")
        }
        addBooks()
        for (slot, book) in self.state.books.enumerated() {
            guard book.position == nil || ticks[slot] != nil else { throw .unknownInstrument(book.symbol) }
            guard book.position == nil || book.mark != nil else {
                throw .inconsistent(what: "the position in \(book.symbol) has no price")
            }
        }
        scheduleSweep()
    }

    /// Applies one event. `now` is not used: the market log is the only time the broker knows.
    package mutating func handle(_ event: Event, at now: Timestamp) -> [Effect] {
        switch event {
        case .market(let event): apply(event)
        case .ordered(let orders): take(orders)
        }
    }

    /// The slot of a symbol's book, or where it belongs.
    func search(_ symbol: Symbol) -> (slot: Int, isFound: Bool) {
        var (low, high) = (0, state.books.count)
        while low < high {
            let middle = (low + high) / 2
            if state.books[middle].symbol < symbol { low = middle + 1 } else { high = middle }
        }
        return (low, low < state.books.count && state.books[low].symbol == symbol)
    }

    /// The slot of a symbol's book; adds one that is not traded if there is none.
    mutating func slot(of symbol: Symbol) -> Int {
        let (slot, isFound) = search(symbol)
        if !isFound {
            state.books.insert(SymbolBook(symbol: symbol), at: slot)
            ticks.insert(nil, at: slot)
        }
        return slot
    }

    private mutating func addBooks() {
        ticks = Array(repeating: nil, count: state.books.count)
        for instrument in settings.instruments { ticks[slot(of: instrument.symbol)] = instrument.tick }
    }
}
