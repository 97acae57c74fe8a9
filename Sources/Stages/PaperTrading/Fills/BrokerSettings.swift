package import TradingDomain

/// What the broker is told when it starts.
package struct BrokerSettings: Hashable, Sendable {
    /// Sorted by symbol, one each.
    package let instruments: [InstrumentRules]
    /// The candles that orders, stops and targets are executed on.
    package let entryTimeframe: Timeframe
    package let fills: FillModel
    /// The largest notional of an opening order, in percent of equity. The gate's limit is tighter; this one catches
    /// a gate that is wrong.
    package let ceiling_percent: Int64
    package let tiers: MarginTiers

    /// - Throws: ``InvalidSettings`` for a ceiling outside 1 ... 1 000, no instrument, or one twice.
    package init(
        instruments: [InstrumentRules],
        entryTimeframe: Timeframe = .threeMinutes,
        fills: FillModel = .standard,
        ceiling_percent: Int64 = 25,
        tiers: MarginTiers = .standard
    ) throws(InvalidSettings) {
        var problems: [String] = []
        let sorted = instruments.sorted { $0.symbol < $1.symbol }
        if sorted.isEmpty { problems.append("instruments: there are none, at least one is needed") }
        for (left, right) in zip(sorted, sorted.dropFirst()) where left.symbol == right.symbol {
            problems.append("instruments: \(left.symbol) stands there twice")
        }
        if !(1...1000).contains(ceiling_percent) {
            problems.append("ceiling_percent was \(ceiling_percent), allowed is 1 to 1000")
        }
        guard problems.isEmpty else { throw InvalidSettings(what: "broker", problems: problems) }
        self.instruments = sorted
        self.entryTimeframe = entryTimeframe
        self.fills = fills
        self.ceiling_percent = ceiling_percent
        self.tiers = tiers
    }
}
