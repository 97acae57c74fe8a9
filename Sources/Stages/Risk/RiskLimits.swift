package import TradingDomain

/// What the gate allows. Every unit is in the name; the checked initialiser reports every problem at once.
///
/// `docs/risk.md` maps each limit to its refusal code, its tests and its default.
package struct RiskLimits: Hashable, Sendable {
    /// Largest notional value in one symbol, in percent of equity. 1 ... 100.
    package var perSymbolPercent = 10
    /// Largest notional value in all symbols, in percent of equity. 1 ... 100.
    package var totalPercent = 80
    /// Largest notional value in symbols that move together, in percent of equity. 1 ... 100.
    package var correlatedGroupPercent = 40
    /// Symbols move together when their correlation, either sign, is at least this many hundredths. 1 ... 100. An
    /// unknown correlation counts as one.
    package var correlationBoundHundredths = 80
    /// 1 ... 125.
    package var maximumLeverage = 3
    /// From the market price to the stop. 1 ... 5000.
    package var maximumStopDistanceBasisPoints: Int64 = 1000
    /// Distance to the target over distance to the stop, both from the market price, in hundredths. 0 ... 10 000.
    package var minimumRewardToRiskHundredths: Int64 = 100
    /// From the decision's entry to the market price. 0 ... 1000.
    package var priceCollarBasisPoints: Int64 = 50
    /// From the last entry candle's close to the tick. 1 ... 86 400 000.
    package var maximumFeatureAge_ms: Int64 = 360_000
    /// From the tick to the newest event time that the gate knows. 1 ... 86 400 000.
    package var maximumDecisionAge_ms: Int64 = 300_000
    /// Opening orders within 3600 s of event time. 1 ... 10 000.
    package var ordersPerHour = 20
    /// Loss of equity since the day's first look (UTC) that stops opening for the day, in percent. 1 ... 100.
    package var dailyLossPercent = 5
    /// Loss of equity from its high-water mark that halts, in percent. 1 ... 100.
    package var maximumDrawdownPercent = 20
    /// Loss at the stop, in basis points of equity, that sizes an order. 1 ... 10 000.
    package var riskPerTradeBasisPoints: Int64 = 100
    /// Share of equity that sizes an order, in percent. 1 ... 100.
    package var fixedFractionPercent = 10

    private init() {}

    /// The defaults, which are valid.
    package static let standard = RiskLimits()

    /// The defaults with changes, checked.
    ///
    /// - Parameter change: sets what differs from ``standard``.
    /// - Throws: ``TradingDomain/InvalidSettings`` with all problems.
    package init(_ change: (inout RiskLimits) -> Void) throws(InvalidSettings) {
        var limits = RiskLimits()
        change(&limits)
        let problems = limits.problems
        guard problems.isEmpty else { throw InvalidSettings(what: "risk", problems: problems) }
        self = limits
    }

    private var problems: [String] {
        let checks: [(String, Int64, ClosedRange<Int64>)] = [
            ("perSymbolPercent", Int64(perSymbolPercent), 1...100),
            ("totalPercent", Int64(totalPercent), 1...100),
            ("correlatedGroupPercent", Int64(correlatedGroupPercent), 1...100),
            ("correlationBoundHundredths", Int64(correlationBoundHundredths), 1...100),
            ("maximumLeverage", Int64(maximumLeverage), 1...125),
            ("maximumStopDistanceBasisPoints", maximumStopDistanceBasisPoints, 1...5000),
            ("minimumRewardToRiskHundredths", minimumRewardToRiskHundredths, 0...10_000),
            ("priceCollarBasisPoints", priceCollarBasisPoints, 0...1000),
            ("maximumFeatureAge_ms", maximumFeatureAge_ms, 1...86_400_000),
            ("maximumDecisionAge_ms", maximumDecisionAge_ms, 1...86_400_000),
            ("ordersPerHour", Int64(ordersPerHour), 1...10_000),
            ("dailyLossPercent", Int64(dailyLossPercent), 1...100),
            ("maximumDrawdownPercent", Int64(maximumDrawdownPercent), 1...100),
            ("riskPerTradeBasisPoints", riskPerTradeBasisPoints, 1...10_000),
            ("fixedFractionPercent", Int64(fixedFractionPercent), 1...100),
        ]
        var problems = checks.filter { !$0.2.contains($0.1) }
            .map { "\($0.0) was \($0.1), allowed is \($0.2.lowerBound) to \($0.2.upperBound)" }
        if perSymbolPercent > totalPercent {
            problems.append("perSymbolPercent \(perSymbolPercent) is above totalPercent \(totalPercent)")
        }
        return problems
    }
}
