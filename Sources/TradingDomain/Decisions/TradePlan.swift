/// The prices and size of a wanted trade. Only BUY and SELL have one.
public struct TradePlan: Hashable, Sendable {
    public let entry: Price
    public let stopLoss: Price
    public let takeProfit: Price
    /// Wanted share of equity.
    public let positionSize: Percent
    /// 1 or more.
    public let leverage: Int

    /// - Throws: ``ValueError`` when the stop or the target is on the wrong side of the entry, or for a leverage
    ///   outside 1 ... 125 (the largest that any listed venue offers).
    public init(
        action: TradingAction,
        entry: Price,
        stopLoss: Price,
        takeProfit: Price,
        positionSize: Percent,
        leverage: Int
    ) throws(ValueError) {
        guard (1...125).contains(leverage) else {
            throw .outOfRange(what: "leverage", was: "\(leverage)", allowed: "1 to 125")
        }
        switch action {
        case .buy:
            guard stopLoss < entry, entry < takeProfit else {
                throw .inconsistent(what: "BUY needs stop \(stopLoss) < entry \(entry) < target \(takeProfit)")
            }
        case .sell:
            guard takeProfit < entry, entry < stopLoss else {
                throw .inconsistent(what: "SELL needs target \(takeProfit) < entry \(entry) < stop \(stopLoss)")
            }
        case .hold:
            throw .inconsistent(what: "HOLD has no trade plan")
        }
        self.entry = entry
        self.stopLoss = stopLoss
        self.takeProfit = takeProfit
        self.positionSize = positionSize
        self.leverage = leverage
    }
}
