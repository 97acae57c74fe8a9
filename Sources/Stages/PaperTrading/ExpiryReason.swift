internal import TradingDomain

/// Why an order was dropped instead of executed; ``description`` is what the ledger keeps.
enum ExpiryReason: Hashable, CustomStringConvertible {
    case noPrice(deadline: Timestamp)
    case late(deadline: Timestamp)
    case notTraded(Symbol)
    case noMark
    case positionOpen
    case noPosition
    case sameSide
    case orderPending(OrderID)
    case aboveCeiling(notional: Money, ceiling_percent: Int64, equity: Money)
    case beyondProtection(price: Price, Order.Protection)
    case closedBefore(Fill.Cause)
    case restUnfilled(Quantity, of: Quantity, deadline: Timestamp)
    case wouldTake(Price)
    case notAtOnce(Price)
    case notInWhole(Quantity)
    case offTick(Price, tick: Price)
    case offStep(Quantity, lot: Quantity)
    case belowQuantity(Quantity, minimum: Quantity)
    case belowNotional(Money, minimum: Money)
    case notEnoughMargin(Money, free: Money)
    case leverageTooHigh(Int, liquidation: Price)

    var description: String {
        switch self {
        case .noPrice(let deadline): "no price came by \(deadline)"
        case .late(let deadline): "it came after its deadline \(deadline)"
        case .notTraded(let symbol): "\(symbol) is not traded by this account"
        case .noMark: "no price is known yet"
        case .positionOpen: "a position is open already"
        case .noPosition: "no position is open"
        case .sameSide: "it would enlarge the position it closes"
        case .orderPending(let id): "order \(id) waits already"
        case .aboveCeiling(let notional, let percent, let equity):
            "notional \(notional) is above \(percent) % of equity \(equity)"
        case .beyondProtection(let price, let protection):
            "price \(price) is not between stop \(protection.stopLoss) and target \(protection.takeProfit)"
        case .closedBefore(let cause): "the position was closed before by \(cause.rawValue)"
        case .restUnfilled(let filled, let whole, let deadline): "\(filled) of \(whole) were filled by \(deadline)"
        case .wouldTake(let price): "it may only rest, and would take at \(price)"
        case .notAtOnce(let price): "it could not be executed at once, the market was at \(price)"
        case .notInWhole(let room): "the candle had room for \(room)"
        case .offTick(let level, let tick): "price \(level) is no multiple of the tick \(tick)"
        case .offStep(let quantity, let lot): "quantity \(quantity) is no multiple of the step \(lot)"
        case .belowQuantity(let quantity, let minimum): "quantity \(quantity) is below the smallest, \(minimum)"
        case .belowNotional(let notional, let minimum): "notional \(notional) is below the smallest, \(minimum)"
        case .notEnoughMargin(let margin, let free): "margin \(margin) is needed, \(free) is free"
        case .leverageTooHigh(let leverage, let level): "with leverage \(leverage) it is liquidated at \(level)"
        }
    }
}
