/// A funding rate with the moment at which the venue settled it.
package struct FundingSettlement: Hashable, Sendable {
    package let symbol: Symbol
    /// The venue's stamp; some milliseconds after the full hour.
    package let time: Timestamp
    package let rate: FundingRate

    package init(symbol: Symbol, time: Timestamp, rate: FundingRate) {
        self.symbol = symbol
        self.time = time
        self.rate = rate
    }
}
