package import TradingDomain

/// The books as the ledger's entries alone tell them: what `tandem verify` and every start compare the state with.
///
/// Written apart from the broker on purpose: it trusts no amount, but works every one out again from the fills.
package struct LedgerBooks: Hashable, Sendable {
    package private(set) var sequence: UInt64 = 0
    package private(set) var time: Timestamp = .epoch
    package private(set) var initialEquity: Money = .zero
    package private(set) var cash: Money = .zero
    package private(set) var realisedProfit: Money = .zero
    package private(set) var fees: Money = .zero
    package private(set) var fills: UInt64 = 0
    package private(set) var ordersAccepted: UInt64 = 0
    package private(set) var ordersExpired: UInt64 = 0
    /// Sorted by symbol.
    package private(set) var positions: [Position] = []
    /// Orders accepted and neither executed nor expired, sorted by symbol.
    package private(set) var pending: [Order] = []

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
        return compare("the last entry", sequence, state.sequence)
            ?? compare("the initial equity", initialEquity, sequence == 0 ? .zero : state.initialEquity)
            ?? compare("cash", cash, state.cash)
            ?? compare("realised profit", realisedProfit, state.counters.realisedProfit)
            ?? compare("the sum of fees", fees, state.counters.fees)
            ?? compare("the count of fills", fills, state.counters.fills)
            ?? compare("the count of accepted orders", ordersAccepted, state.counters.ordersAccepted)
            ?? compare("the count of expired orders", ordersExpired, state.counters.ordersExpired)
            ?? differenceOfPositions(from: state)
    }

    private func differenceOfPositions(from state: BrokerState) -> String? {
        let held = state.books.compactMap(\.position)
        guard held == positions else {
            return "the positions are \(Self.list(positions)) by the entries, \(Self.list(held)) in the state"
        }
        let waiting = state.books.compactMap { $0.pending?.order }
        guard waiting == pending else {
            return "the waiting orders are \(pending.map(\.id)) by the entries, \(waiting.map(\.id)) in the state"
        }
        return state.time < time ? "the last entry is of \(time), the state of \(state.time)" : nil
    }

    private static func list(_ positions: [Position]) -> String {
        positions.isEmpty
            ? "none"
            : positions.map { "\($0.side) \($0.quantity) \($0.symbol) at \($0.averagePrice)" }.joined(separator: ", ")
    }
}

extension LedgerBooks {
    private mutating func take(_ entry: LedgerTransaction) throws(BrokerError) {
        switch entry.kind {
        case .deposit:
            guard entry.postings.count == 2, let posting = entry.postings.first, posting.account == .cash,
                posting.asset == .currency, posting.amount > 0
            else { throw .inconsistent(what: "a deposit moves currency from capital to cash") }
            initialEquity = Money(units: posting.amount)
            cash = initialEquity
        case .orderAccepted(let order):
            guard entry.postings.isEmpty else { throw .inconsistent(what: "an accepted order moves nothing") }
            ordersAccepted += 1
            pending.append(order)
            pending.sort { $0.symbol < $1.symbol }
        case .orderExpired(let id, _):
            guard entry.postings.isEmpty else { throw .inconsistent(what: "an expired order moves nothing") }
            ordersExpired += 1
            _ = try remove(id)
        case .fill(let fill):
            guard entry.postings == fill.postings, Self.areRight(entry.postings, for: fill) else {
                throw .inconsistent(what: "the postings are not the fill's")
            }
            try take(fill, at: entry.time)
        }
    }

    private mutating func take(_ fill: Fill, at time: Timestamp) throws(BrokerError) {
        let held = positions.firstIndex { $0.symbol == fill.symbol }
        var profit = Money.zero
        switch fill.cause {
        case .open:
            let order = try remove(fill.order)
            guard held == nil, let protection = order.protection, order.side == fill.side,
                order.quantity == fill.quantity
            else { throw .inconsistent(what: "the opening fill is not its order's, or a position was open") }
            positions.append(
                Position(
                    symbol: order.symbol,
                    side: order.side,
                    quantity: order.quantity,
                    averagePrice: fill.price,
                    protection: protection,
                    leverage: order.leverage,
                    openedBy: order.id,
                    openedAt: time
                )
            )
            positions.sort { $0.symbol < $1.symbol }
        case .close, .stopLoss, .takeProfit, .liquidation:
            guard let held else { throw .inconsistent(what: "nothing was open to close") }
            profit = try reduce(positions[held], at: held, by: fill)
        }
        guard profit == fill.realisedProfit else {
            throw .inconsistent(what: "profit \(fill.realisedProfit) should be \(profit)")
        }
        cash = try cash.adding(profit).subtracting(fill.fee)
        realisedProfit = try realisedProfit.adding(profit)
        fees = try fees.adding(fill.fee)
        fills += 1
    }

    /// Whether each account gets what the fill says, added up apart from how the broker makes postings.
    private static func areRight(_ postings: [LedgerTransaction.Posting], for fill: Fill) -> Bool {
        func sum(_ account: LedgerTransaction.Account, _ asset: LedgerTransaction.Asset) -> Int128 {
            postings.reduce(0) { $1.account == account && $1.asset == asset ? $0 + Int128($1.amount) : $0 }
        }
        let contracts = Int128(fill.side == .buy ? fill.quantity.units : -fill.quantity.units)
        let (profit, fee) = (Int128(fill.realisedProfit.units), Int128(fill.fee.units))
        return sum(.position, .contracts(fill.symbol)) == contracts
            && sum(.market, .contracts(fill.symbol)) == -contracts
            && sum(.cash, .currency) == profit - fee && sum(.profit, .currency) == -profit
            && sum(.fees, .currency) == fee
    }

    /// Takes the closed part off a position and gives its profit.
    private mutating func reduce(_ position: Position, at index: Int, by fill: Fill) throws(BrokerError) -> Money {
        if fill.cause == .close {
            let order = try remove(fill.order)
            guard order.side == fill.side, fill.quantity <= order.quantity else {
                throw .inconsistent(what: "the closing fill is not its order's")
            }
        } else if fill.order != position.openedBy {
            throw .inconsistent(what: "a stop or target names the order that opened its position")
        }
        guard fill.side == position.side.opposite, let rest = position.quantity.subtracting(fill.quantity) else {
            throw .inconsistent(what: "more is closed than was open")
        }
        if rest.isZero { positions.remove(at: index) } else { positions[index] = position.with(quantity: rest) }
        return try position.profit(closing: fill.quantity, at: fill.price)
    }

    private mutating func remove(_ id: OrderID) throws(BrokerError) -> Order {
        guard let index = pending.firstIndex(where: { $0.id == id }) else {
            throw .inconsistent(what: "order \(id) was not waiting")
        }
        return pending.remove(at: index)
    }

    private func refusal(_ entry: LedgerTransaction, _ what: String) -> LedgerBooksError {
        .contradiction(sequence: entry.sequence, what: what)
    }
}
