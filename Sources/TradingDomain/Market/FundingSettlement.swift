/// A funding rate with the moment at which the venue settled it.
public struct FundingSettlement: Hashable, Sendable {
    public let symbol: Symbol
    /// The venue's stamp; some milliseconds after the full hour.
    public let time: Timestamp
    public let rate: FundingRate

    public init(symbol: Symbol, time: Timestamp, rate: FundingRate) {
        self.symbol = symbol
        self.time = time
        self.rate = rate
    }
}
