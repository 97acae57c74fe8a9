package import TradingDomain

/// One symbol's part of the broker's state. No reference inside, so that changing it allocates nothing.
package struct SymbolBook: Hashable, Sendable {
    package let symbol: Symbol
    /// The close of the last entry candle; `nil` before the first.
    package internal(set) var mark: Price?
    /// Of the entry candles: the first one's volume, then moved by a twentieth of the difference with each.
    package internal(set) var averageVolume: Quantity = .zero
    package internal(set) var position: Position?
    /// What the open position has brought so far: realised profit less fees, with its funding. Zero without one.
    package internal(set) var result: Money = .zero
    /// Where the position is liquidated; `nil` without one, or when no price does it.
    package internal(set) var liquidation: Price?
    /// At most one order waits per symbol.
    package internal(set) var pending: PendingOrder?
    /// The newest order taken; `nil` before the first.
    package internal(set) var newest: Newest?
    /// The cycle of the last change of the position's stop and target; `nil` before the first.
    package internal(set) var protectedAt: Timestamp?

    package init(symbol: Symbol) { self.symbol = symbol }

    /// The cycle of the newest order, and its legs that were taken. An order of this symbol that is not newer is known.
    package struct Newest: Hashable, Sendable {
        package let cycle: Timestamp
        package internal(set) var hasOpen: Bool
        package internal(set) var hasClose: Bool
    }

    /// An order that waits for its price, or for the rest of its quantity.
    package struct PendingOrder: Hashable, Sendable {
        package internal(set) var order: Order
        /// From this moment on it takes the next price.
        package let activeAt: Timestamp
        /// After this moment it takes none.
        package let deadline: Timestamp
        /// Less than the order's quantity.
        package internal(set) var filled: Quantity = .zero
        /// A stop or take-profit order whose trigger was reached: it is a market order from then on.
        package internal(set) var isTriggered = false
        /// A limit order that has been in the market and rests there: it is the maker.
        package internal(set) var isResting = false
        /// The cycle of its last change; `nil` before the first.
        package internal(set) var changedAt: Timestamp?

        package var state: Order.State { filled.isZero ? .working : .partiallyFilled }
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

    /// What a candle leaves behind for the next: its close and its volume.
    @inline(__always)
    mutating func follow(_ candle: Candle) {
        averageVolume = mark == nil ? candle.volume : averageVolume.approaching(candle.volume)
        mark = candle.close
    }

    /// Whether the candle can do no more than move the mark: no order waits, and neither stop, target nor liquidation
    /// price is touched.
    @inline(__always)
    func isUntouched(by candle: Candle) -> Bool {
        if case .some = pending { return false }
        if case .none = position { return true }
        guard let side = position?.side, let stop = position?.protection.stopLoss,
            let target = position?.protection.takeProfit
        else { return true }
        if side == .buy {
            guard candle.low > stop, candle.high < target else { return false }
            return liquidation.map { candle.low > $0 } ?? true
        }
        guard candle.high < stop, candle.low > target else { return false }
        return liquidation.map { candle.high < $0 } ?? true
    }
}

extension Quantity {
    /// This average moved by a twentieth of the difference, truncated towards zero.
    @inline(__always)
    func approaching(_ volume: Quantity) -> Quantity {
        // Between two quantities, so it is one; the difference of two that are not negative never overflows.
        (try? Quantity(units: units + (volume.units - units) / 20)) ?? self
    }
}
