import SwiftProtobuf
package import TradingDomain

extension Tandem_V1_FeatureSnapshot {
    package init(_ snapshot: FeatureSnapshot) {
        symbol = snapshot.symbol.description
        cycle = Tandem_V1_Cycle(snapshot.cycle)
        freshness = Tandem_V1_Freshness(snapshot.freshness)
        entryTimeframe = snapshot.entryTimeframe.rawValue
        if let price = snapshot.price { priceE8 = price.units }
        if let trend = snapshot.trend { self.trend = Tandem_V1_TrendFeatures(trend) }
        if let momentum = snapshot.momentum { self.momentum = Tandem_V1_MomentumFeatures(momentum, snapshot.last) }
        if let volatility = snapshot.realisedVolatility { realisedVolatility = volatility }
        hasGapInWindow_p = snapshot.hasGapInWindow
        if let rate = snapshot.fundingRate { fundingRate = rate }
        if let interest = snapshot.openInterest { openInterest = interest }
        correlations = snapshot.correlations.map { correlation in
            .with {
                $0.other = correlation.other.description
                $0.coefficient = correlation.coefficient
            }
        }
    }

    package func domain() throws(WireError) -> FeatureSnapshot {
        var snapshot = FeatureSnapshot(
            symbol: try readSymbol(hasSymbol ? symbol : nil, "snapshot.symbol"),
            cycle: try readCycle(hasCycle ? cycle : nil),
            freshness: try required(hasFreshness ? freshness : nil, "snapshot.freshness").domain(),
            entryTimeframe: try readCase(hasEntryTimeframe ? entryTimeframe : nil, "snapshot.entry_timeframe")
        )
        if hasPriceE8 { snapshot.price = try readPrice(priceE8, "snapshot.price_e8") }
        if hasTrend { snapshot.trend = try trend.domain() }
        if hasMomentum {
            snapshot.momentum = try momentum.domain()
            snapshot.last = try momentum.lastValues()
        }
        snapshot.realisedVolatility = try readFinite(
            hasRealisedVolatility ? realisedVolatility : nil,
            "snapshot.realised_volatility"
        )
        snapshot.hasGapInWindow = try required(
            hasHasGapInWindow_p ? hasGapInWindow_p : nil,
            "snapshot.has_gap_in_window"
        )
        snapshot.fundingRate = try readFinite(hasFundingRate ? fundingRate : nil, "snapshot.funding_rate")
        snapshot.openInterest = try readFinite(hasOpenInterest ? openInterest : nil, "snapshot.open_interest")
        snapshot.correlations = try readList(correlations, "snapshot.correlations") { one throws(WireError) in
            let coefficient = try required(
                try readFinite(one.hasCoefficient ? one.coefficient : nil, "correlation.coefficient"),
                "correlation.coefficient"
            )
            guard (-1.000_001...1.000_001).contains(coefficient) else {
                throw .refused(field: "correlation.coefficient", reason: "\(coefficient) is not between -1 and 1")
            }
            return FeatureSnapshot.Correlation(
                other: try readSymbol(one.hasOther ? one.other : nil, "correlation.other"),
                coefficient: coefficient
            )
        }
        return snapshot
    }
}

extension Tandem_V1_Freshness {
    init(_ freshness: Freshness) {
        switch freshness {
        case .fresh: state = "fresh"
        case .warmingUp: state = "warming_up"
        case .stale(let age_ms):
            state = "stale"
            ageMs = age_ms
        case .halted(let flatCandles):
            state = "halted"
            self.flatCandles = UInt32(clamping: flatCandles)
        }
    }

    func domain() throws(WireError) -> Freshness {
        switch try required(hasState ? state : nil, "freshness.state") {
        case "fresh": .fresh
        case "warming_up": .warmingUp
        case "stale": .stale(age_ms: try readAge())
        case "halted":
            .halted(flatCandles: Int(try required(hasFlatCandles ? flatCandles : nil, "freshness.flat_candles")))
        case let other: throw .unknown(field: "freshness.state", was: other)
        }
    }

    private func readAge() throws(WireError) -> Int64 {
        let age_ms = try required(hasAgeMs ? ageMs : nil, "freshness.age_ms")
        guard age_ms >= 0 else { throw .refused(field: "freshness.age_ms", reason: "\(age_ms) ms is below zero") }
        return age_ms
    }
}
