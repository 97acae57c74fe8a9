import TradingDomain

/// Sizes an opening order: the smallest of the configured methods, the decision's wish and the room under each limit,
/// rounded down to the lot. Below the smallest order it is refused, never raised.
struct OrderSizing {
    let limits: RiskLimits
    let rules: InstrumentRules
    /// Above zero.
    let equity: Money
    let price: Price

    enum Outcome {
        case passed(Quantity)
        case failed(Refusal)
    }

    /// - Parameters:
    ///   - plan: its size is an upper bound.
    ///   - stopDistance: from the market to the stop, units of 1e-8, above zero.
    ///   - symbolExposure: notional in the symbol so far, units of 1e-8.
    ///   - totalExposure: notional in all symbols so far.
    ///   - groupExposure: notional in the symbol and those that move with it so far.
    /// - Returns: the quantity, or the refusal of the bound that left too little.
    func size(
        plan: TradePlan,
        stopDistance: Int64,
        symbolExposure: Int128,
        totalExposure: Int128,
        groupExposure: Int128
    ) -> Outcome {
        let one = Int128(FixedPoint.unitsPerOne)
        let atRisk = share(basisPoints: Int128(limits.riskPerTradeBasisPoints))
        let bounds: [(code: Refusal.Code, units: Int128)] = [
            (.tooSmall, units(for: share(percent: plan.positionSize.value))),
            (.tooSmall, units(for: share(percent: limits.fixedFractionPercent))),
            (.tooSmall, atRisk * one / Int128(stopDistance)),
            (.symbolExposure, units(for: share(percent: limits.perSymbolPercent) - symbolExposure)),
            (.totalExposure, units(for: share(percent: limits.totalPercent) - totalExposure)),
            (.correlatedExposure, units(for: share(percent: limits.correlatedGroupPercent) - groupExposure)),
        ]
        var tightest = bounds[0]
        for bound in bounds where bound.units < tightest.units { tightest = bound }
        guard let exact = try? Quantity(units: Int64(exactly: tightest.units) ?? .max) else {
            return .failed(Refusal(.notComputable, "size \(tightest.units) (1e-8) is no quantity"))
        }
        let quantity = exact.roundedDown(to: rules.lot)
        guard let notional = try? price.notional(of: quantity) else {
            return .failed(Refusal(.notComputable, "\(quantity) at \(price) is too large a value"))
        }
        guard !quantity.isZero, notional >= rules.minimumNotional else {
            let wanted = "the smallest order is \(rules.minimumNotional), lot \(rules.lot)"
            return .failed(Refusal(tightest.code, "\(quantity) at \(price) is what may be bought; \(wanted)"))
        }
        return .passed(quantity)
    }

    /// How much can be had for a notional value, rounded down; 0 when there is no room.
    private func units(for notional: Int128) -> Int128 {
        max(0, notional) * Int128(FixedPoint.unitsPerOne) / Int128(price.units)
    }

    private func share(percent: Int) -> Int128 { share(basisPoints: Int128(percent) * 100) }

    /// Rounded down.
    private func share(basisPoints: Int128) -> Int128 { Int128(equity.units) * basisPoints / 10_000 }
}
