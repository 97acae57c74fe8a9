/// The side of an order or of a position: a long is opened by buying.
package enum Side: String, Hashable, CaseIterable, Sendable {
    case buy
    case sell

    package var opposite: Side { self == .buy ? .sell : .buy }
    /// buy +1, sell −1.
    package var sign: Int64 { self == .buy ? 1 : -1 }
}
