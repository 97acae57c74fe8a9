/// The bounds of a reply that makes sense against the market.
package struct ReplyLimits: Hashable, Sendable {
    /// Bytes of the reply's text.
    package var mostBytes = 64 * 1024
    /// Levels of nesting.
    package var mostDepth = 16
    /// Distance of the entry from the market price, in basis points of the price.
    package var entryReach_bp: Int64 = 500
    /// Distance of the stop from the market price, in basis points of the price.
    package var stopReach_bp: Int64 = 2_000
    /// Distance of the target from the market price, in basis points of the price.
    package var targetReach_bp: Int64 = 5_000
    package var mostLeverage: Int64 = 20
    /// Least distance of the target over the distance of the stop, both from the market price, in hundredths.
    package var leastRewardToRisk: Int64 = 100

    package init() {}
}
