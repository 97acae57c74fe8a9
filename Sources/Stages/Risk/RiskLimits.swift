package import TradingDomain

/// What the gate allows: a checked value, which cannot be changed once it exists. `docs/risk.md` maps each limit to its
/// refusal code, its tests and its default.
@dynamicMemberLookup
package struct RiskLimits: Hashable, Sendable {
    private let values: Values

    /// The defaults, which are valid.
    package static let standard = RiskLimits(known: Values())

    private init(known values: Values) { self.values = values }

    /// The defaults with changes, checked.
    ///
    /// - Parameter change: sets what differs from ``standard``.
    /// - Throws: ``TradingDomain/InvalidSettings`` with all problems.
    package init(_ change: (inout Values) -> Void) throws(InvalidSettings) {
        var values = Values()
        change(&values)
        let problems = values.problems
        guard problems.isEmpty else { throw InvalidSettings(what: "risk", problems: problems) }
        self.init(known: values)
    }

    package subscript<Value>(dynamicMember path: KeyPath<Values, Value>) -> Value { values[keyPath: path] }

}

extension RiskLimits.Values {
    fileprivate var problems: [String] {
        var problems = checks.filter { !$0.range.contains($0.value) }
            .map { "\($0.name) was \($0.value), allowed is \($0.range.lowerBound) to \($0.range.upperBound)" }
        if perSymbolPercent > totalPercent {
            problems.append("perSymbolPercent \(perSymbolPercent) is above totalPercent \(totalPercent)")
        }
        if ordersPerHour > ordersPerDay {
            problems.append("ordersPerHour \(ordersPerHour) is above ordersPerDay \(ordersPerDay)")
        }
        return problems
    }

    private var checks: [(name: String, value: Int64, range: ClosedRange<Int64>)] {
        [
            ("perSymbolPercent", Int64(perSymbolPercent), 1...100),
            ("totalPercent", Int64(totalPercent), 1...100),
            ("correlatedGroupPercent", Int64(correlatedGroupPercent), 1...100),
            ("correlationBoundHundredths", Int64(correlationBoundHundredths), 1...100),
            ("maximumOrderValue_usdt", maximumOrderValue_usdt, 1...1_000_000_000),
            ("feeReserveBasisPoints", feeReserveBasisPoints, 0...1000),
            ("maximumLeverage", Int64(maximumLeverage), 1...125),
            ("maximumStopDistanceBasisPoints", maximumStopDistanceBasisPoints, 1...5000),
            ("maximumMarginLossPercent", Int64(maximumMarginLossPercent), 1...100),
            ("minimumRewardToRiskHundredths", minimumRewardToRiskHundredths, 0...10_000),
            ("priceCollarBasisPoints", priceCollarBasisPoints, 0...1000),
            ("maximumFeatureAge_ms", maximumFeatureAge_ms, 1...86_400_000),
            ("maximumDecisionAge_ms", maximumDecisionAge_ms, 1...86_400_000),
            ("netPercent", Int64(netPercent), 1...100),
            ("ordersPerMinute", Int64(ordersPerMinute), 1...10_000),
            ("ordersPerHour", Int64(ordersPerHour), 1...10_000),
            ("ordersPerDay", Int64(ordersPerDay), 1...10_000),
            ("identicalOrdersPerDay", Int64(identicalOrdersPerDay), 1...10_000),
            ("dailyLossPercent", Int64(dailyLossPercent), 1...100),
            ("maximumDrawdownPercent", Int64(maximumDrawdownPercent), 1...100),
            ("lossesInARow", Int64(lossesInARow), 1...1000),
            ("coolDown_ms", coolDown_ms, 1...604_800_000),
            ("feesPerDayBasisPoints", feesPerDayBasisPoints, 1...10_000),
            ("riskPerTradeBasisPoints", riskPerTradeBasisPoints, 1...10_000),
            ("fixedFractionPercent", Int64(fixedFractionPercent), 1...100),
            ("kellyFractionPercent", Int64(kellyFractionPercent), 0...100),
            ("kellyShrinkagePercent", Int64(kellyShrinkagePercent), 0...100),
            ("atrRiskBasisPoints", atrRiskBasisPoints, 0...10_000),
        ]
    }
}
