import PaperTrading
import TradingDomain

/// Sections "Prices", "Stop, target and liquidation" and "Funding" of the page.
extension AccountOracle {
    mutating func market(_ event: MarketEvent) {
        now = event.time.milliseconds
        if !isOpen { (isOpen, cash) = (true, initial) }
        switch event.kind {
        case .candleClosed(let candle): work(candle)
        case .fundingSettled(let symbol, let rate):
            if let position = held[symbol], let mark = marks[symbol] {
                let value = Wide(Self.value(mark, position.quantity))
                let amount = Int64(Self.down(value * Wide(rate.units) * Wide(-position.sign), 100_000_000))
                cash += amount
                fundings.append(amount)
            }
        case .gapFound, .tick: break
        }
        for symbol in waiting.keys.sorted() {
            guard let order = waiting[symbol], order.until < .max - 180_000, now > order.until + 180_000 else {
                continue
            }
            drop(symbol)
        }
        if case .tick = event.kind { equities.append(equity) }
    }

    mutating func drop(_ symbol: Symbol) {
        waiting[symbol] = nil
        dropped += 1
    }

    private mutating func work(_ candle: Candle) {
        let symbol = candle.symbol
        defer {
            let last = volumes[symbol]
            volumes[symbol] = last.map { $0 + (candle.volume.units - $0) / 20 } ?? candle.volume.units
            marks[symbol] = candle.close.units
        }
        guard rules(symbol) != nil, !(candle.volume.isZero && candle.high == candle.low) else { return }
        let before = trades.count
        let wasActive = waiting[symbol].map { $0.from <= candle.openTime.milliseconds } ?? false
        if wasActive { known(candle.open.units, at: candle.openTime.milliseconds, candle) }
        exits(candle, fromOpen: true)
        guard trades.count == before, let order = waiting[symbol] else { return }
        if wasActive {
            inside(candle)
        } else if order.from < candle.closeTime.milliseconds {
            known(candle.close.units, at: candle.closeTime.milliseconds, candle)
        }
    }

    /// The order meets one known price.
    private mutating func known(_ price: Int64, at time: Int64, _ candle: Candle) {
        guard var order = waiting[candle.symbol] else { return }
        guard time <= order.until else { return drop(candle.symbol) }
        let isBuy = order.order.side == .buy
        func reaches(_ level: Price, below: Bool) -> Bool { below ? price <= level.units : price >= level.units }
        switch order.order.execution {
        case .market: execute(order, price, nil, candle)
        case .limit(let limit, let isPostOnly):
            if !order.isMaker, reaches(limit, below: isBuy) {
                if isPostOnly { return drop(candle.symbol) }
                return execute(order, price, limit.units, candle)
            }
            order.isMaker = true
            waiting[candle.symbol] = order
            dropAtOnce(order)
        case .stopMarket(let trigger), .takeProfit(let trigger):
            var below = isBuy
            if case .stopMarket = order.order.execution { below = !isBuy }
            guard order.isMarket || reaches(trigger, below: below) else { return dropAtOnce(order) }
            order.isMarket = true
            waiting[candle.symbol] = order
            execute(order, price, nil, candle)
        }
    }

    private mutating func dropAtOnce(_ order: Waiting) {
        let timeInForce = order.order.timeInForce
        if timeInForce == .immediateOrCancel || timeInForce == .fillOrKill { drop(order.order.symbol) }
    }

    /// The order's level is met between open and close.
    private mutating func inside(_ candle: Candle) {
        guard var order = waiting[candle.symbol], let level = order.order.execution.level else { return }
        let isBuy = order.order.side == .buy
        switch order.order.execution {
        case .market: return
        case .limit:
            guard order.isMaker, isBuy ? candle.low < level : candle.high > level else { return }
        case .stopMarket:
            guard !order.isMarket, isBuy ? candle.high >= level : candle.low <= level else { return }
            order.isMarket = true
        case .takeProfit:
            guard !order.isMarket, isBuy ? candle.low <= level : candle.high >= level else { return }
            order.isMarket = true
        }
        waiting[candle.symbol] = order
        execute(order, level.units, nil, candle)
        if order.order.id.leg == .open { exits(candle, fromOpen: false) }
    }

    private mutating func execute(_ pending: Waiting, _ market: Int64, _ limit: Int64?, _ candle: Candle) {
        let (order, symbol) = (pending.order, candle.symbol)
        var wanted = order.quantity.units - pending.filled
        if order.id.leg == .close {
            guard let position = held[symbol] else { return drop(symbol) }
            wanted = min(wanted, position.quantity)
        }
        let share = Wide(candle.volume.units) * Wide(settings.fills.participation_percent) / 100
        let lot = rules(symbol)?.lot.units ?? 1
        let room = Int64(min(share, Wide(Int64.max))) / lot * lot
        if room < wanted, order.timeInForce == .fillOrKill { return drop(symbol) }
        let quantity = min(wanted, room)
        if quantity > 0 {
            var price = market
            if !pending.isMaker {
                price = taker(market, order.side, quantity, symbol)
                if let limit { price = order.side == .buy ? min(price, limit) : max(price, limit) }
            }
            if order.id.leg == .open {
                let stop = held[symbol]?.stop ?? order.protection?.stopLoss.units ?? 0
                let target = held[symbol]?.target ?? order.protection?.takeProfit.units ?? 0
                let isWithin = [market, price].allSatisfy {
                    order.side == .buy ? stop < $0 && $0 < target : target < $0 && $0 < stop
                }
                guard isWithin, isAffordable(order, quantity, price) else { return drop(symbol) }
            }
            waiting[symbol]?.filled += quantity
            if quantity == wanted { waiting[symbol] = nil }
            let millionths = pending.isMaker ? settings.fills.makerFee_millionths : settings.fills.takerFee_millionths
            let fee = Self.fee(millionths, Self.value(price, quantity))
            if order.id.leg == .open {
                enter(order, quantity, price)
                book(order.id, "open", order.side, quantity, price, fee, 0)
            } else {
                leave(symbol, quantity, price, fee, "close", order.id)
                if held[symbol] == nil { waiting[symbol] = nil }
            }
        }
        if room < wanted, order.timeInForce == .immediateOrCancel, waiting[symbol] != nil { drop(symbol) }
    }

    private mutating func enter(_ order: Order, _ quantity: Int64, _ price: Int64) {
        guard var position = held[order.symbol] else {
            held[order.symbol] = Held(
                opener: order,
                quantity: quantity,
                average: price,
                stop: order.protection?.stopLoss.units ?? 0,
                target: order.protection?.takeProfit.units ?? 0
            )
            return
        }
        let paid = Wide(position.average) * Wide(position.quantity) + Wide(price) * Wide(quantity)
        position.quantity += quantity
        let whole = Wide(position.quantity)
        position.average = Int64(position.isLong ? Self.up(paid, whole) : paid / whole)
        held[order.symbol] = position
    }

    private mutating func leave(
        _ symbol: Symbol,
        _ quantity: Int64,
        _ price: Int64,
        _ fee: Int64,
        _ cause: String,
        _ order: OrderID
    ) {
        guard var position = held[symbol] else { return }
        let profit = profit(position, price, quantity)
        position.quantity -= quantity
        held[symbol] = position.quantity == 0 ? nil : position
        book(order, cause, position.opener.side.opposite, quantity, price, fee, profit)
    }

    private mutating func book(
        _ order: OrderID,
        _ cause: String,
        _ side: Side,
        _ quantity: Int64,
        _ price: Int64,
        _ fee: Int64,
        _ profit: Int64
    ) {
        cash += profit - fee
        fees += fee
        profits += profit
        trades.append(
            Trade(
                order: "\(order)",
                cause: cause,
                side: side,
                quantity: quantity,
                price: price,
                fee: fee,
                profit: profit
            )
        )
    }

    /// Liquidation, stop and target, in the order of the page.
    private mutating func exits(_ candle: Candle, fromOpen: Bool) {
        let symbol = candle.symbol
        guard let position = held[symbol] else { return }
        let side = position.opener.side
        // Prices mirrored, so that a short reads like a long: lower is worse.
        let m = position.sign
        let open = m * candle.open.units
        let worst = m * (m > 0 ? candle.low.units : candle.high.units)
        let best = m * (m > 0 ? candle.high.units : candle.low.units)
        let (stop, target) = (m * position.stop, m * position.target)
        let level = liquidation(side, position.average, position.quantity, position.opener.leverage).map { m * $0 }
        let quantity = position.quantity
        func sold(at mirrored: Int64) -> Int64 { taker(m * mirrored, side.opposite, quantity, symbol) }
        if let level, worst <= level, level >= stop || (fromOpen && open <= level) {
            let tick = Wide(rules(symbol)?.tick.units ?? 1)
            let behind = Wide(margin(position.average, quantity, position.opener.leverage)) * 100_000_000
            let paid = Wide(position.average) * Wide(quantity)
            let gone =
                m > 0
                ? Self.up(max(paid - behind, 0), Wide(quantity) * tick) * tick
                : (paid + behind) / (Wide(quantity) * tick) * tick
            let end = Int64(max(gone, tick))
            let taken = sold(at: fromOpen ? min(open, level) : level)
            let price = m > 0 ? max(taken, end) : min(taken, end)
            let left = max(
                0,
                margin(position.average, quantity, position.opener.leverage) + profit(position, price, quantity)
            )
            let all = settings.fills.takerFee_millionths + settings.fills.liquidationFee_millionths
            let fee = min(Self.fee(all, Self.value(price, quantity)), left)
            leave(symbol, quantity, price, fee, "liquidation", position.opener.id)
        } else if worst <= stop {
            let price = sold(at: fromOpen ? min(open, stop) : stop)
            exit(position, price, "stop_loss")
        } else if fromOpen, best >= target {
            let tick = Wide(rules(symbol)?.tick.units ?? 1)
            let ticks = m > 0 ? Wide(position.target) / tick : Self.up(Wide(position.target), tick)
            exit(position, Int64(max(ticks, 1) * tick), "take_profit")
        } else {
            return
        }
        if waiting[symbol] != nil { drop(symbol) }
    }

    private mutating func exit(_ position: Held, _ price: Int64, _ cause: String) {
        let fee = Self.fee(settings.fills.takerFee_millionths, Self.value(price, position.quantity))
        leave(position.opener.symbol, position.quantity, price, fee, cause, position.opener.id)
    }
}
