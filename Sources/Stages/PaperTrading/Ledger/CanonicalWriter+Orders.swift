internal import TradingDomain

extension CanonicalWriter {
    mutating func write(_ side: Side) { write(UInt8(side == .buy ? 1 : 2)) }

    mutating func write(_ id: OrderID) {
        write(id.decision.cycle)
        write(id.decision.symbol)
        write(UInt8(id.leg == .open ? 1 : 2))
    }

    mutating func write(_ protection: Order.Protection) {
        write(protection.stopLoss)
        write(protection.takeProfit)
    }

    mutating func write(_ order: Order) {
        write(order.id)
        write(order.side)
        write(order.quantity)
        write(optional: order.protection) { $0.write($1) }
        write(Int64(order.leverage))
        write(order.referencePrice)
        write(order.decidedAt.position)
    }

    /// An order with its execution and its time in force behind it.
    mutating func write(termed order: Order) {
        write(order)
        switch order.execution {
        case .market: write(UInt8(1))
        case .limit(let price, let isPostOnly):
            write(UInt8(2))
            write(price)
            write(isPostOnly)
        case .stopMarket(let trigger):
            write(UInt8(3))
            write(trigger)
        case .takeProfit(let trigger):
            write(UInt8(4))
            write(trigger)
        }
        switch order.timeInForce {
        case .standard: write(UInt8(1))
        case .goodTillCancelled: write(UInt8(2))
        case .goodTill(let moment):
            write(UInt8(3))
            write(moment)
        case .immediateOrCancel: write(UInt8(4))
        case .fillOrKill: write(UInt8(5))
        }
    }

    mutating func write(_ change: OrderChange) {
        write(change.order)
        write(change.decidedAt.time)
        write(change.decidedAt.position)
        switch change.action {
        case .cancel: write(UInt8(1))
        case .amend(let quantity, let level, let protection):
            write(UInt8(2))
            write(optional: quantity) { $0.write($1) }
            write(optional: level) { $0.write($1) }
            write(optional: protection) { $0.write($1) }
        }
    }

    mutating func write(_ payment: FundingPayment) {
        write(payment.symbol)
        write(payment.rate.units)
        write(payment.mark)
        write(payment.amount)
        write(payment.position)
    }

    mutating func write(_ cause: Fill.Cause) {
        switch cause {
        case .open: write(UInt8(1))
        case .close: write(UInt8(2))
        case .stopLoss: write(UInt8(3))
        case .takeProfit: write(UInt8(4))
        case .liquidation: write(UInt8(5))
        }
    }

    mutating func write(_ fill: Fill) {
        write(fill.order)
        write(fill.cause)
        write(fill.side)
        write(fill.quantity)
        write(fill.price)
        write(fill.fee)
        write(fill.realisedProfit)
        write(fill.time)
        write(fill.position)
    }

    mutating func write(_ posting: LedgerTransaction.Posting) {
        write(posting.account.rawValue)
        switch posting.asset {
        case .currency: write(UInt8(1))
        case .contracts(let symbol):
            write(UInt8(2))
            write(symbol)
        }
        write(posting.amount)
    }

    mutating func write(_ position: Position) {
        write(position.symbol)
        write(position.side)
        write(position.quantity)
        write(position.averagePrice)
        write(position.protection)
        write(Int64(position.leverage))
        write(position.openedBy)
        write(position.openedAt)
    }
}
