package import TradingDomain

/// One value of a snapshot with its name and how it came about.
package struct FeatureLine: Hashable, Sendable {
    /// `market`, `trend` or `momentum`.
    package let block: String
    /// As in the wire format.
    package let name: String
    package let value: FeatureValue
    package let explanation: String

    init(_ block: String, _ name: String, _ value: FeatureValue, _ explanation: String) {
        self.block = block
        self.name = name
        self.value = value
        self.explanation = explanation
    }

    /// All values of a snapshot, absent ones too, in the order in which they are shown.
    package static func lines(of snapshot: FeatureSnapshot) -> [FeatureLine] {
        var lines = market(snapshot)
        if let trend = snapshot.trend { lines += Self.trend(trend, at: snapshot.cycle.time) }
        if let momentum = snapshot.momentum { lines += Self.momentum(momentum, of: snapshot) }
        return lines
    }

    private static func market(_ snapshot: FeatureSnapshot) -> [FeatureLine] {
        [
            FeatureLine(
                "market",
                "freshness",
                .text(FeatureValue.words(snapshot.freshness)),
                "stale: a newer candle should be there; halted: flat candles without volume; warming up: see absent"
            ),
            FeatureLine("market", "price", .number(snapshot.price?.value), "close of the last closed entry candle"),
            FeatureLine(
                "market",
                "realised_volatility",
                .number(snapshot.realisedVolatility),
                "standard deviation of 96 log returns of entry candles, annualised, a fraction"
            ),
            FeatureLine(
                "market",
                "has_gap_in_window",
                .flag(snapshot.hasGapInWindow),
                "a candle is missing among the last 50 entry candles"
            ),
            FeatureLine("market", "funding_rate", .number(snapshot.fundingRate), "a fraction per interval"),
            FeatureLine("market", "open_interest", .number(snapshot.openInterest), "contracts in the base asset"),
            FeatureLine(
                "market",
                "correlations",
                .correlations(snapshot.correlations),
                "Pearson, over the last 96 entry returns that both symbols have"
            ),
        ]
    }
}
