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
        }
    }
}
