import TradingDomain

/// A confirmed turn of the price.
struct SwingPoint: Hashable, Sendable {
    /// The high of a swing high, the low of a swing low; quote currency.
    let price: Double
    /// When its candle closed.
    let closeTime: Timestamp
    /// RSI14 at its candle, where one is kept.
    let rsi: Double?
}
