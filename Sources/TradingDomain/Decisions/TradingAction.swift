/// The wanted side. Against an open position of the other side BUY and SELL close it; a new one is opened later.
public enum TradingAction: String, Hashable, CaseIterable, Sendable {
    case buy = "BUY"
    case sell = "SELL"
    case hold = "HOLD"

    /// BUY +1, SELL −1, HOLD 0.
    public var sign: Int {
        switch self {
        case .buy: 1
        case .sell: -1
        case .hold: 0
        }
    }
}
