import TradingDomain

/// What the fusion itself reads of a snapshot: plain numbers, taken out once a cycle.
struct SymbolMarket: Sendable {
    /// Where the snapshot lies among those of the cycle.
    let place: Int
    let price: Price?
    let freshness: Freshness
    let hasGapInWindow: Bool
    /// Fresh, without a gap in the window that the entry indicators weigh most, and with the price and both ATR14,
    /// without which no answer can be checked or expire.
    let canBeAsked: Bool
    /// Of the last 4 h candle; `nil` before the first.
    let trendCloseTime: Timestamp?
    let trendATR14: Double?
    /// Of the last entry candle; `nil` before the first.
    let entryCloseTime: Timestamp?
    let regime: TrendFeatures.Direction?

    init(_ snapshot: FeatureSnapshot, place: Int) {
        self.place = place
        price = snapshot.price
        freshness = snapshot.freshness
        let trend = snapshot.boxedTrend
        trendCloseTime = trend?.value.closeTime
        trendATR14 = trend?.value.atr14
        regime = trend?.value.direction
        entryCloseTime = snapshot.momentum?.closeTime
        hasGapInWindow = snapshot.hasGapInWindow
        canBeAsked =
            freshness.isFresh && !hasGapInWindow && price != nil && trendATR14 != nil
            && snapshot.momentum?.atr14 != nil
    }
}
