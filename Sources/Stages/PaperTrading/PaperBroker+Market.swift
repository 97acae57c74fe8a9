package import TradingDomain

extension PaperBroker {
    /// Applies the next entry of the market log; the same as handling `.market`, without the wrapping.
    ///
    /// - Complexity: O(log symbols) and no allocation for a candle that only moves its symbol's mark.
    package mutating func apply(_ event: MarketEvent) -> [Effect] {
        var effects: [Effect] = []
        apply(event, into: &effects)
        return effects
    }

    /// As ``apply(_:)``, into an array that the caller keeps.
    ///
    /// - Parameters:
    ///   - event: the next one.
    ///   - effects: to which the effects are added, in order.
    package mutating func apply(_ event: MarketEvent, into effects: inout [Effect]) {
        guard event.position > state.cursor else { return }
        if let failure { return effects.append(.fail(failure)) }
        guard event.position == state.cursor + 1 else {
            return effects.append(.fail(.gap(expected: state.cursor + 1, was: event.position)))
        }
        guard event.time >= state.time else {
            return effects.append(
                .fail(.timeWentBack(position: event.position, was: event.time, last: state.time))
            )
        }
        state.chain = event.chained(after: state.chain)
        follow(event, into: &effects)
    }

    /// Applies an event that comes next in order.
    @inline(__always)
    mutating func follow(_ event: MarketEvent, into effects: inout [Effect]) {
        state.cursor = event.position
        state.time = event.time
        if case .candleClosed(let candle) = event.kind, state.sequence > 0, event.time.milliseconds <= sweepAt_ms {
            guard candle.timeframe == settings.entryTimeframe else { return }
            let (slot, isFound) = search(candle.symbol)
            guard isFound else { return }
            if state.books[slot].isUntouched(by: candle) { return state.books[slot].follow(candle) }
        }
        guard state.cursor > state.booksReach else { return reread(event) }
        let before = effects.count
        do throws(BrokerError) {
            try work(through: event, into: &effects)
        } catch {
            failure = error
            effects.removeSubrange(before...)
            effects.append(.fail(error))
        }
    }

    /// An event that the books already hold the consequences of: only the market's own state follows it.
    private mutating func reread(_ event: MarketEvent) {
        guard case .candleClosed(let candle) = event.kind, candle.timeframe == settings.entryTimeframe else { return }
        let (slot, isFound) = search(candle.symbol)
        if isFound { state.books[slot].follow(candle) }
    }

    /// Runs a step that may fail half-way; after a failure the broker does nothing more.
    mutating func collect(
        _ step: (inout PaperBroker, inout [Effect]) throws(BrokerError) -> Void
    ) -> [Effect] {
        var effects: [Effect] = []
        do throws(BrokerError) {
            try step(&self, &effects)
            return effects
        } catch {
            failure = error
            return [.fail(error)]
        }
    }

    private mutating func work(through event: MarketEvent, into effects: inout [Effect]) throws(BrokerError) {
        if state.sequence == 0 { try deposit(into: &effects) }
        if case .candleClosed(let candle) = event.kind, candle.timeframe == settings.entryTimeframe {
            let (slot, isFound) = search(candle.symbol)
            if isFound { try execute(on: candle, in: slot, into: &effects) }
        }
        if case .fundingSettled(let symbol, let rate) = event.kind { try settle(rate, of: symbol, into: &effects) }
        if event.time.milliseconds > sweepAt_ms { try sweep(into: &effects) }
        if case .tick = event.kind {
            let point = try equityPoint()
            state.record.look(at: point.equity, time: point.time)
            effects.append(.mark(point))
        }
    }

    private mutating func deposit(into effects: inout [Effect]) throws(BrokerError) {
        state.cash = state.initialEquity
        try post(.deposit, state.initialEquity.moved(from: .capital, to: .cash), into: &effects)
    }

    /// A long pays the rate on its value at the mark, a short gets it; with a rate below zero the other way round.
    private mutating func settle(
        _ rate: FundingRate,
        of symbol: Symbol,
        into effects: inout [Effect]
    ) throws(BrokerError) {
        let (slot, isFound) = search(symbol)
        guard isFound, let position = state.books[slot].position else { return }
        let mark = try state.books[slot].markOfPosition()
        let amount = try position.funding(rate, at: mark)
        state.cash = try state.cash.adding(amount)
        state.counters.funding = try state.counters.funding.adding(amount)
        state.books[slot].result = try state.books[slot].result.adding(amount)
        let payment = FundingPayment(symbol: symbol, rate: rate, mark: mark, amount: amount, position: state.cursor)
        try post(.funded(payment), payment.postings, into: &effects)
    }

    /// Money that comes or goes; what is not free cannot be taken out.
    mutating func take(_ transfer: Transfer) -> [Effect] {
        if let failure { return [.fail(failure)] }
        guard state.sequence > 0, isCaughtUp else { return [.fail(.notOpened)] }
        return collect { broker, effects throws(BrokerError) in
            let equity = try broker.equity()
            var free = min(equity, broker.state.cash)
            for book in broker.state.books {
                if let position = book.position { free = try free.subtracting(try position.margin()) }
            }
            guard try free.adding(transfer.amount) >= .zero else {
                throw .notFree(amount: transfer.amount, free: free)
            }
            broker.state.cash = try broker.state.cash.adding(transfer.amount)
            broker.state.counters.transfers = try broker.state.counters.transfers.adding(transfer.amount)
            broker.state.record.move(by: transfer.amount, from: equity)
            try broker.post(.transferred(transfer), transfer.postings, into: &effects)
        }
    }

    /// Drops every waiting order that no candle still to come can execute.
    private mutating func sweep(into effects: inout [Effect]) throws(BrokerError) {
        for slot in state.books.indices {
            guard let pending = state.books[slot].pending, state.time.milliseconds > lastChance_ms(of: pending) else {
                continue
            }
            try expire(pending.order.id, .noPrice(deadline: pending.deadline), in: slot, into: &effects)
        }
    }

    /// A candle that opened by the deadline has closed by this moment.
    private func lastChance_ms(of pending: SymbolBook.PendingOrder) -> Int64 {
        pending.deadline.milliseconds + settings.entryTimeframe.milliseconds
    }

    mutating func scheduleSweep() {
        sweepAt_ms = .max
        for book in state.books {
            guard let pending = book.pending else { continue }
            sweepAt_ms = min(sweepAt_ms, lastChance_ms(of: pending))
        }
    }

    /// Appends one balanced ledger entry at the current event time.
    mutating func post(
        _ kind: LedgerTransaction.Kind,
        _ postings: [LedgerTransaction.Posting],
        into effects: inout [Effect]
    ) throws(BrokerError) {
        do {
            let entry = try LedgerTransaction(
                sequence: state.sequence + 1,
                time: state.time,
                kind: kind,
                postings: postings
            )
            state.sequence = entry.sequence
            effects.append(.post(entry))
        } catch {
            throw .inconsistent(what: "\(error)")
        }
    }
}
