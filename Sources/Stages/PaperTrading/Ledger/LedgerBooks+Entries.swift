internal import TradingDomain

/// What each kind of entry does to the books, worked out from the entry and what was there before.
extension LedgerBooks {
    mutating func take(_ entry: LedgerTransaction) throws(BrokerError) {
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
            waiting.append(Waiting(order: order, since: entry.time))
            waiting.sort { $0.order.symbol < $1.order.symbol }
            try remember(order.id)
        case .orderExpired(let id, _):
            guard entry.postings.isEmpty else { throw .inconsistent(what: "an expired order moves nothing") }
            ordersExpired += 1
            waiting.remove(at: try place(of: id))
        case .orderChanged(let change):
            guard entry.postings.isEmpty else { throw .inconsistent(what: "a changed order moves nothing") }
            try take(change)
        case .fill(let fill):
            guard entry.postings == fill.postings, Self.areRight(entry.postings, for: fill) else {
                throw .inconsistent(what: "the postings are not the fill's")
            }
            try take(fill, at: entry.time)
        case .funded(let payment):
            guard let position = positions.first(where: { $0.symbol == payment.symbol }) else {
                throw .inconsistent(what: "funding of \(payment.symbol), of which nothing was open")
            }
            let amount = try position.funding(payment.rate, at: payment.mark)
            guard amount == payment.amount, Self.move(entry.postings, amount, from: .funding) else {
                throw .inconsistent(what: "funding \(payment.amount) should be \(amount)")
            }
            cash = try cash.adding(amount)
            funding = try funding.adding(amount)
            try add(amount, toResultOf: payment.symbol)
        case .transferred(let transfer):
            guard Self.move(entry.postings, transfer.amount, from: .capital) else {
                throw .inconsistent(what: "the postings are not the transfer's")
            }
            cash = try cash.adding(transfer.amount)
            transfers = try transfers.adding(transfer.amount)
        }
    }

    private mutating func take(_ change: OrderChange) throws(BrokerError) {
        if let index = waiting.firstIndex(where: { $0.order.id == change.order }) {
            if case .cancel = change.action {
                ordersExpired += 1
                waiting.remove(at: index)
            } else if let order = waiting[index].order.amended(change), order.quantity > waiting[index].filled {
                waiting[index].order = order
            } else {
                throw .inconsistent(what: "order \(change.order) cannot be changed so")
            }
        } else if let index = positions.firstIndex(where: { $0.openedBy == change.order }),
            case .amend(nil, nil, let protection?) = change.action
        {
            positions[index] = positions[index].with(protection: protection)
        } else {
            throw .inconsistent(what: "there was nothing of order \(change.order) to change")
        }
    }

    private mutating func take(_ fill: Fill, at time: Timestamp) throws(BrokerError) {
        let held = positions.firstIndex { $0.symbol == fill.symbol }
        var profit = Money.zero
        switch fill.cause {
        case .open: try enlarge(held, by: fill, at: time)
        case .close, .stopLoss, .takeProfit, .liquidation:
            guard let held else { throw .inconsistent(what: "nothing was open to close") }
            profit = try reduce(positions[held], at: held, by: fill)
        }
        guard profit == fill.realisedProfit else {
            throw .inconsistent(what: "profit \(fill.realisedProfit) should be \(profit)")
        }
        if fill.cause == .liquidation { liquidations += 1 }
        cash = try cash.adding(profit).subtracting(fill.fee)
        realisedProfit = try realisedProfit.adding(profit)
        fees = try fees.adding(fill.fee)
        fills += 1
        try add(try profit.subtracting(fill.fee), toResultOf: fill.symbol)
        if !positions.contains(where: { $0.symbol == fill.symbol }) { closeResult(of: fill.symbol, at: time) }
    }

    private mutating func add(_ amount: Money, toResultOf symbol: Symbol) throws(BrokerError) {
        if let index = results.firstIndex(where: { $0.symbol == symbol }) {
            results[index].amount = try results[index].amount.adding(amount)
        } else {
            results.append(Result(symbol: symbol, amount: amount))
        }
    }

    private mutating func closeResult(of symbol: Symbol, at time: Timestamp) {
        guard let index = results.firstIndex(where: { $0.symbol == symbol }) else { return }
        let result = results.remove(at: index).amount
        lossStreak = result < .zero ? min(lossStreak, .max - 1) + 1 : 0
        if result < .zero { lastLossAt = time }
    }

    private mutating func enlarge(_ held: Int?, by fill: Fill, at time: Timestamp) throws(BrokerError) {
        let order = try execute(fill)
        guard let protection = order.protection else {
            throw .inconsistent(what: "the opening fill is of an order without a stop")
        }
        if let held {
            guard positions[held].openedBy == order.id else {
                throw .inconsistent(what: "another position was open")
            }
            positions[held] = try positions[held].adding(fill.quantity, at: fill.price)
            return
        }
        positions.append(
            Position(
                symbol: order.symbol,
                side: order.side,
                quantity: fill.quantity,
                averagePrice: fill.price,
                protection: protection,
                leverage: order.leverage,
                openedBy: order.id,
                openedAt: time
            )
        )
        positions.sort { $0.symbol < $1.symbol }
    }

    /// Takes the closed part off a position and gives its profit.
    private mutating func reduce(_ position: Position, at index: Int, by fill: Fill) throws(BrokerError) -> Money {
        guard fill.side == position.side.opposite, let rest = position.quantity.subtracting(fill.quantity) else {
            throw .inconsistent(what: "more is closed than was open")
        }
        if fill.cause == .close {
            _ = try execute(fill)
            // A reduce-only order has nothing left to reduce.
            if rest.isZero { waiting.removeAll { $0.order.id == fill.order } }
        } else if fill.order != position.openedBy {
            throw .inconsistent(what: "a stop or target names the order that opened its position")
        }
        if rest.isZero { positions.remove(at: index) } else { positions[index] = position.with(quantity: rest) }
        return try position.profit(closing: fill.quantity, at: fill.price)
    }

    /// Counts a fill to its order, which leaves when it is filled.
    private mutating func execute(_ fill: Fill) throws(BrokerError) -> Order {
        let index = try place(of: fill.order)
        let order = waiting[index].order
        guard order.side == fill.side, !fill.quantity.isZero,
            let left = order.quantity.subtracting(waiting[index].filled), fill.quantity <= left
        else { throw .inconsistent(what: "the fill is not its order's, or more than is left of it") }
        waiting[index].filled = waiting[index].filled + fill.quantity
        if waiting[index].filled == order.quantity { waiting.remove(at: index) }
        return order
    }

    private mutating func remember(_ id: OrderID) throws(BrokerError) {
        let symbol = id.decision.symbol
        guard let index = newest.firstIndex(where: { $0.symbol == symbol }) else {
            newest.append(Newest(symbol: symbol, cycle: id.decision.cycle, legs: [id.leg]))
            newest.sort { $0.symbol < $1.symbol }
            return
        }
        let isSame = newest[index].cycle == id.decision.cycle
        guard id.decision.cycle >= newest[index].cycle, !isSame || !newest[index].legs.contains(id.leg) else {
            throw .inconsistent(what: "order \(id) was taken before, or one after it was")
        }
        newest[index] = Newest(
            symbol: symbol,
            cycle: id.decision.cycle,
            legs: isSame ? newest[index].legs + [id.leg] : [id.leg]
        )
    }

    private func place(of id: OrderID) throws(BrokerError) -> Int {
        guard let index = waiting.firstIndex(where: { $0.order.id == id }) else {
            throw .inconsistent(what: "order \(id) was not waiting")
        }
        return index
    }

    private static func sum(
        _ postings: [LedgerTransaction.Posting],
        _ account: LedgerTransaction.Account,
        _ asset: LedgerTransaction.Asset
    ) -> Int128 {
        postings.reduce(0) { $1.account == account && $1.asset == asset ? $0 + Int128($1.amount) : $0 }
    }

    /// Whether the postings are an amount from an account to the cash, or back, and nothing else.
    private static func move(
        _ postings: [LedgerTransaction.Posting],
        _ amount: Money,
        from account: LedgerTransaction.Account
    ) -> Bool {
        postings.count == (amount == .zero ? 0 : 2) && sum(postings, .cash, .currency) == Int128(amount.units)
            && sum(postings, account, .currency) == -Int128(amount.units)
    }

    /// Whether each account gets what the fill says, added up apart from how the broker makes postings.
    private static func areRight(_ postings: [LedgerTransaction.Posting], for fill: Fill) -> Bool {
        let contracts = Int128(fill.side == .buy ? fill.quantity.units : -fill.quantity.units)
        let (profit, fee) = (Int128(fill.realisedProfit.units), Int128(fill.fee.units))
        return sum(postings, .position, .contracts(fill.symbol)) == contracts
            && sum(postings, .market, .contracts(fill.symbol)) == -contracts
            && sum(postings, .cash, .currency) == profit - fee && sum(postings, .profit, .currency) == -profit
            && sum(postings, .fees, .currency) == fee
    }
}
