package import TradingDomain

/// One symbol's part of the broker's state. No reference inside, so that changing it allocates nothing.
package struct SymbolBook: Hashable, Sendable {
    package let symbol: Symbol
    /// The close of the last entry candle; `nil` before the first.
    package internal(set) var mark: Price?
    package internal(set) var position: Position?
    /// At most one order waits per symbol.
    package internal(set) var pending: PendingOrder?
    /// The newest order taken; `nil` before the first.
    package internal(set) var newest: Newest?

    package init(symbol: Symbol) { self.symbol = symbol }

    /// The cycle of the newest order, and its legs that were taken. An order of this symbol that is not newer is known.
    package struct Newest: Hashable, Sendable {
        package let cycle: Timestamp
        package internal(set) var hasOpen: Bool
        package internal(set) var hasClose: Bool
    }

    /// An order that waits for its price.
    package struct PendingOrder: Hashable, Sendable {
        package let order: Order
        /// From this moment on it takes the next price.
        package let activeAt: Timestamp
        /// After this moment it takes none.
        package let deadline: Timestamp
    }

    /// Whether the order was taken before, or overtaken by one of a later cycle.
    func knows(_ id: OrderID) -> Bool {
        guard let newest, id.decision.cycle <= newest.cycle else { return false }
        return id.decision.cycle < newest.cycle || (id.leg == .open ? newest.hasOpen : newest.hasClose)
    }

    mutating func remember(_ id: OrderID) {
        var updated = Newest(cycle: id.decision.cycle, hasOpen: false, hasClose: false)
        if let newest, newest.cycle == id.decision.cycle { updated = newest }
        if id.leg == .open { updated.hasOpen = true } else { updated.hasClose = true }
        newest = updated
    }

    /// Whether the candle can do no more than move the mark: no order waits, and no stop or target is touched.
    @inline(__always)
    func isUntouched(by candle: Candle) -> Bool {
        guard pending == nil else { return false }
        guard let position else { return true }
        let (stop, target) = (position.protection.stopLoss, position.protection.takeProfit)
        return position.side == .buy
            ? candle.low > stop && candle.high < target : candle.high < stop && candle.low > target
    }
}
