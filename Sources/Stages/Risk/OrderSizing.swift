import TradingDomain

/// Sizes an opening order: the smallest of the configured methods, the decision's wish and the room under each limit,
/// rounded down to the lot. Below the smallest order it is refused, never raised.
struct OrderSizing {
    let limits: RiskLimits
    let rules: InstrumentRules
    /// `equity` is above zero.
    let account: AccountSnapshot
    let price: Price
    let exposures: Exposures

    enum Outcome {
        case passed(Quantity)
        case failed(Refusal)
    }

    /// The most that one rule allows, in units of 1e-8 of the instrument.
    private struct Bound {
        let code: Refusal.Code
        let name: String
        let units: Int128
    }

    /// - Parameters:
    ///   - proposal: its size is an upper bound.
    ///   - side: of the order.
    ///   - plan: of the proposal's decision.
    ///   - stopDistance: from the market to the stop, units of 1e-8, above zero.
    ///   - targetDistance: from the market to the target, units of 1e-8, above zero.
    /// - Returns: the quantity, or the refusal of the bound that left too little.
    func size(_ proposal: Proposal, _ side: Side, plan: TradePlan, stopDistance: Int64, targetDistance: Int64)
        -> Outcome
    {
        let snapshot = proposal.snapshot
        let atRisk = share(basisPoints: Int128(limits.riskPerTradeBasisPoints))
        var bounds = [
            Bound(code: .tooSmall, name: "the decision's size", units: units(percent: plan.positionSize.value)),
            Bound(code: .tooSmall, name: "fixed fraction", units: units(percent: limits.fixedFractionPercent)),
            Bound(code: .tooSmall, name: "risk per trade", units: quantity(losing: atRisk, over: stopDistance)),
        ]
        if limits.kellyFractionPercent > 0 {
            guard let probability_ppm = proposal.calibratedWinFraction_ppm else {
                return .failed(Refusal(.notComputable, "sizing by Kelly needs a calibrated win probability"))
            }
            let stake = kelly(probability_ppm, risk: stopDistance, reward: targetDistance)
            bounds.append(Bound(code: .tooSmall, name: "Kelly", units: quantity(losing: stake, over: stopDistance)))
        }
        if limits.atrRiskBasisPoints > 0 {
            guard let move = Self.units(ofATR: snapshot.trend?.atr14) else {
                return .failed(Refusal(.notComputable, "sizing by ATR needs the ATR14 of the 4 h candles"))
            }
            let stake = share(basisPoints: Int128(limits.atrRiskBasisPoints))
            bounds.append(Bound(code: .tooSmall, name: "ATR parity", units: quantity(losing: stake, over: move)))
        }
        bounds += rooms(snapshot, side, leverage: plan.leverage)
        var tightest = bounds[0]
        for bound in bounds where bound.units < tightest.units { tightest = bound }
        return checked(tightest)
    }

    /// The room under each limit on exposure.
    private func rooms(_ snapshot: FeatureSnapshot, _ side: Side, leverage: Int) -> [Bound] {
        let group = exposures.ofGroup(snapshot, boundHundredths: limits.correlationBoundHundredths)
        let free = Int128(min(account.cash, account.equity).units) - exposures.margin
        // Notional / leverage + notional × reserve = free.
        let affordable =
            max(0, free) * Int128(leverage) * 10_000
            / (10_000 + Int128(leverage) * Int128(limits.feeReserveBasisPoints))
        return [
            room(.symbolExposure, "the symbol's limit", limits.perSymbolPercent, exposures.ofSymbol(snapshot.symbol)),
            room(.totalExposure, "the total limit", limits.totalPercent, exposures.total),
            room(.netExposure, "the net limit", limits.netPercent, side == .buy ? exposures.net : -exposures.net),
            room(.correlatedExposure, "the limit of what moves together", limits.correlatedGroupPercent, group),
            Bound(code: .freeCash, name: "free cash", units: units(for: affordable)),
        ]
    }

    private func checked(_ bound: Bound) -> Outcome {
        guard let exact = try? Quantity(units: Int64(exactly: bound.units) ?? .max) else {
            return .failed(Refusal(.notComputable, "size \(bound.units) (1e-8) is no quantity"))
        }
        let quantity = exact.roundedDown(to: rules.lot)
        guard let notional = try? price.notional(of: quantity) else {
            return .failed(Refusal(.notComputable, "\(quantity) at \(price) is too large a value"))
        }
        guard quantity >= rules.minimumQuantity, notional >= rules.minimumNotional else {
            let wanted = "the smallest order is \(rules.minimumNotional) and \(rules.minimumQuantity), lot \(rules.lot)"
            return .failed(Refusal(bound.code, "\(bound.name) leaves \(exact) at \(price); \(wanted)"))
        }
        guard Int128(notional.units) <= Int128(limits.maximumOrderValue_usdt) * Int128(FixedPoint.unitsPerOne) else {
            let allowed = "at most \(limits.maximumOrderValue_usdt) USDT"
            return .failed(Refusal(.orderValue, "\(quantity) at \(price) is worth \(notional), \(allowed)"))
        }
        return .passed(quantity)
    }

    /// The money that a share of the Kelly stake risks; zero without an edge.
    ///
    /// - Source: J. L. Kelly, "A New Interpretation of Information Rate", 1956: f = p − (1 − p) / b, where b is reward
    ///   over risk and f the share of equity that is lost when the bet is.
    private func kelly(_ probability_ppm: Int, risk: Int64, reward: Int64) -> Int128 {
        var p = Int128(probability_ppm)
        if p > 500_000 { p = 500_000 + (p - 500_000) * Int128(100 - limits.kellyShrinkagePercent) / 100 }
        let edge_ppm = (p * Int128(reward) - (1_000_000 - p) * Int128(risk)) / Int128(reward)
        return Int128(account.equity.units) * max(0, edge_ppm) * Int128(limits.kellyFractionPercent) / 100_000_000
    }

    /// Rounded up, so that the size is rounded down.
    private static func units(ofATR atr: Double?) -> Int64? {
        guard let atr, atr > 0 else { return nil }
        return Int64(exactly: (atr * Double(FixedPoint.unitsPerOne)).rounded(.up))
    }

    private func room(_ code: Refusal.Code, _ name: String, _ percent: Int, _ used: Int128) -> Bound {
        Bound(code: code, name: name, units: units(for: share(basisPoints: Int128(percent) * 100) - used))
    }

    private func quantity(losing money: Int128, over distance: Int64) -> Int128 {
        money * Int128(FixedPoint.unitsPerOne) / Int128(distance)
    }

    private func units(percent: Int) -> Int128 { units(for: share(basisPoints: Int128(percent) * 100)) }

    /// How much can be had for a notional value, rounded down; 0 when there is no room.
    private func units(for notional: Int128) -> Int128 {
        max(0, notional) * Int128(FixedPoint.unitsPerOne) / Int128(price.units)
    }

    /// Rounded down.
    private func share(basisPoints: Int128) -> Int128 { Int128(account.equity.units) * basisPoints / 10_000 }
}
