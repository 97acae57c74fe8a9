package import TradingDomain

/// Executes approved orders on paper and keeps exact books.
///
/// The rules in short; `docs/broker.md` has them in full, with examples:
///
/// - An order is accepted at the log position the broker stands at, and executed at the first price known after its
///   decision time plus the latency: the next entry candle's open, or its close if the order becomes active inside it.
///   Never on a candle that had closed by then, and never on one without a trade.
/// - It takes the market price plus slippage, half the spread and the impact of its size against it, on the tick grid,
///   pays the fee, and takes no more than its share of the candle's volume; the rest waits.
/// - Stop and target belong to the position from its first instant. A candle that touches both counts as the stop; a
///   gap through the stop fills at the gap; the target fills at its price. Margin is isolated: a position is liquidated
///   before it loses more than was put behind it.
/// - An order past its deadline, a second one for a symbol, or one above the ceiling expires with a reason.
/// - A repeated order has no second effect.
package struct PaperBroker: Stage {
    package enum Event: Hashable, Sendable {
        /// The next entry of the market log; one at or before the cursor is ignored.
        case market(MarketEvent)
        /// Orders of one cycle, executed in this order; the broker has applied the log up to their cycle.
        case ordered([ApprovedOrder])
        /// Changes of orders that wait and of the stops and targets of positions; the same holds for their cycles.
        case changed([ApprovedChange])
        /// A person put money in or took some out.
        case transferred(Transfer)
    }

    package enum Effect: Hashable, Sendable {
        /// Append to the ledger. Within one event: in this order. Indirect, so that the mark of every tick is small to move.
        indirect case post(LedgerTransaction)
        /// Append to the equity curve; one at each tick.
        case mark(EquityPoint)
        /// The order was taken before, or a later one of its symbol was: answer with what the ledger has for it.
        case repeated(OrderID)
        /// A change that had nothing to change: it was made before, its order is done, or the venue would refuse it.
        case unchanged(OrderID)
        /// Stop: nothing of this event may be committed. Always the only effect.
        case fail(BrokerError)
    }

    package let settings: BrokerSettings
    package internal(set) var state: BrokerState
    /// The rules of each book's instrument, by slot; `nil` for one that is not traded.
    var rules: [InstrumentRules?] = []
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
            guard book.position == nil || rules[slot] != nil else { throw .unknownInstrument(book.symbol) }
            guard book.position == nil || book.mark != nil || !isCaughtUp else {
                throw .inconsistent(what: "the position in \(book.symbol) has no price")
            }
            try followPosition(in: slot)
        }
        scheduleSweep()
    }

    /// Applies one event. `now` is not used: the market log is the only time the broker knows.
    package mutating func handle(_ event: Event, at now: Timestamp) -> [Effect] {
        switch event {
        case .market(let event): apply(event)
        case .ordered(let orders): take(orders)
        case .changed(let changes): change(changes)
        case .transferred(let transfer): take(transfer)
        }
    }

    /// Whether the broker has read the market log again as far as the books go; always, but after a repair of the file.
    package var isCaughtUp: Bool { state.cursor >= state.booksReach }

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
            rules.insert(nil, at: slot)
        }
        return slot
    }

    private mutating func addBooks() {
        rules = Array(repeating: nil, count: state.books.count)
        for instrument in settings.instruments { rules[slot(of: instrument.symbol)] = instrument }
    }
}
