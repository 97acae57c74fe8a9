internal import TradingDomain

extension PaperBroker {
    /// Closes a position whose liquidation price, stop or target the candle touched.
    ///
    /// Of liquidation and stop, the one that a falling (for a short: rising) market meets first; both before the target:
    /// within a candle nobody knows which came first, and the worse is assumed.
    /// - Parameters:
    ///   - step: the candle.
    ///   - onlyLosing: leaves the target out, for a position that was opened inside the candle.
    ///   - effects: receives what is done.
    /// - Throws: ``BrokerError`` for an amount that does not fit.
    mutating func closeIfTouched(
        _ step: Execution,
        onlyLosing: Bool = false,
        into effects: inout [Effect]
    ) throws(BrokerError) {
        let (candle, slot) = (step.candle, step.slot)
        guard let position = state.books[slot].position else { return }
        let isLong = position.side == .buy
        let worst = isLong ? candle.low : candle.high
        let (stop, target) = (position.protection.stopLoss, position.protection.takeProfit)
        let touchesTarget = !onlyLosing && (isLong ? candle.high >= target : candle.low <= target)
        let market = onlyLosing ? nil : candle.open
        let isGap = market.flatMap { market in
            state.books[slot].liquidation.map { position.isLosing(at: market, atOrBeyond: $0) }
        }
        if let level = state.books[slot].liquidation, position.isLosing(at: worst, atOrBeyond: level),
            isGap == true || position.isLosing(at: stop, atOrBeyond: level)
        {
            try liquidate(position, at: position.worse(level, market), step, into: &effects)
        } else if position.isLosing(at: worst, atOrBeyond: stop) {
            let price = try exitPrice(of: position, at: position.worse(stop, market), step)
            if touchesTarget { try countAmbiguous(position, price, step) }
            try leave(position, .stopLoss, at: price, step, into: &effects)
        } else if touchesTarget {
            let price = try FillModel.onGrid(target, side: position.side.opposite, tick: step.rules.tick)
            try leave(position, .takeProfit, at: price, step, into: &effects)
        }
    }

    /// What a taker gets for the whole position.
    private func exitPrice(of position: Position, at market: Price, _ step: Execution) throws(BrokerError) -> Price {
        try settings.fills.takerPrice(
            market,
            side: position.side.opposite,
            position.quantity,
            averageVolume: state.books[step.slot].averageVolume,
            tick: step.rules.tick
        )
    }

    private mutating func countAmbiguous(
        _ position: Position,
        _ price: Price,
        _ step: Execution
    ) throws(BrokerError) {
        let target = position.protection.takeProfit
        let best = try FillModel.onGrid(target, side: position.side.opposite, tick: step.rules.tick)
        let atTarget = try position.profit(closing: position.quantity, at: best)
        let forgone = try atTarget.subtracting(try position.profit(closing: position.quantity, at: price))
        state.counters.ambiguousCandles += 1
        state.counters.ambiguousProfit = try state.counters.ambiguousProfit.adding(forgone)
    }

    private mutating func leave(
        _ position: Position,
        _ cause: Fill.Cause,
        at price: Price,
        _ step: Execution,
        into effects: inout [Effect]
    ) throws(BrokerError) {
        let fee = FillModel.fee(settings.fills.takerFee_millionths, on: try price.value(of: position.quantity))
        let exit = Exit(cause: cause, order: position.openedBy, price: price, fee: fee)
        try closeWhole(position, exit, step, into: &effects)
    }

    /// The venue takes the position over: never beyond the price at which the margin is gone, and the fees take no more
    /// than what is left of it.
    private mutating func liquidate(
        _ position: Position,
        at market: Price,
        _ step: Execution,
        into effects: inout [Effect]
    ) throws(BrokerError) {
        let bankruptcy = try position.bankruptcyPrice(tick: step.rules.tick)
        let taken = try exitPrice(of: position, at: market, step)
        let price = position.isLosing(at: taken, atOrBeyond: bankruptcy) ? bankruptcy : taken
        let notional = try price.value(of: position.quantity)
        let millionths = settings.fills.takerFee_millionths + settings.fills.liquidationFee_millionths
        let profit = try position.profit(closing: position.quantity, at: price)
        let left = max(try position.margin().adding(profit), .zero)
        let fee = min(FillModel.fee(millionths, on: notional), left)
        state.counters.liquidations += 1
        let exit = Exit(cause: .liquidation, order: position.openedBy, price: price, fee: fee)
        try closeWhole(position, exit, step, into: &effects)
    }

    private mutating func closeWhole(
        _ position: Position,
        _ exit: Exit,
        _ step: Execution,
        into effects: inout [Effect]
    ) throws(BrokerError) {
        try close(position, position.quantity, exit, in: step.slot, into: &effects)
        if let pending = state.books[step.slot].pending {
            try expire(pending.order.id, .closedBefore(exit.cause), in: step.slot, into: &effects)
        }
    }
}

extension Position {
    /// The worse of a level and the market's price, if that is known: a gap is filled at the gap.
    fileprivate func worse(_ level: Price, _ market: Price?) -> Price {
        guard let market else { return level }
        return side == .buy ? min(level, market) : max(level, market)
    }
}
