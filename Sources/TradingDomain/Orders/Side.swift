/// The side of an order or of a position: a long is opened by buying.
public enum Side: String, Hashable, CaseIterable, Sendable {
    case buy
    case sell

    public var opposite: Side { self == .buy ? .sell : .buy }
    /// buy +1, sell −1.
    public var sign: Int64 { self == .buy ? 1 : -1 }
}
