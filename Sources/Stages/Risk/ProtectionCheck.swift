import TradingDomain

/// The checks on a plan's prices, all from the market price. Stop and target are first rounded to the tick, both toward
/// the market: the loss never grows and the reward is never overstated by rounding.
struct ProtectionCheck {
    let limits: RiskLimits
    let side: Side
    /// Last close of the entry candles.
    let market: Price
    let tick: Price

    enum Outcome {
        /// With the distances from the market in units of 1e-8.
        case passed(Order.Protection, stopDistance: Int64, targetDistance: Int64)
        case failed(Refusal)
    }

    func check(_ plan: TradePlan) -> Outcome {
        let gap = (plan.entry.units - market.units).magnitude
        guard exceeds(gap, basisPoints: limits.priceCollarBasisPoints) == false else {
            return .failed(
                Refusal(
                    .priceCollar,
                    "entry \(plan.entry) is further than \(limits.priceCollarBasisPoints) bp from the market \(market)"
                )
            )
        }
        guard let stop = rounded(plan.stopLoss, up: side == .buy),
            let target = rounded(plan.takeProfit, up: side == .sell)
        else { return .failed(Refusal(.noStop, "stop \(plan.stopLoss) is no price in ticks of \(tick)")) }
        let risk = side == .buy ? market.units - stop.units : stop.units - market.units
        let reward = side == .buy ? target.units - market.units : market.units - target.units
        if let refusal = refusal(stop: stop, risk: risk, leverage: plan.leverage) { return .failed(refusal) }
        guard reward > 0 else {
            return .failed(Refusal(.targetOnWrongSide, "target \(target) of a \(side) with the market at \(market)"))
        }
        guard Int128(reward) * 100 >= Int128(risk) * Int128(limits.minimumRewardToRiskHundredths) else {
            return .failed(
                Refusal(
                    .rewardToRisk,
                    "\(reward) : \(risk) (1e-8), at least \(limits.minimumRewardToRiskHundredths) : 100 is wanted"
                )
            )
        }
        guard plan.leverage <= limits.maximumLeverage else {
            return .failed(Refusal(.leverage, "leverage \(plan.leverage), at most \(limits.maximumLeverage)"))
        }
        return .passed(Order.Protection(stopLoss: stop, takeProfit: target), stopDistance: risk, targetDistance: reward)
    }

    private func refusal(stop: Price, risk: Int64, leverage: Int) -> Refusal? {
        guard risk > 0 else {
            return Refusal(.stopOnWrongSide, "stop \(stop) of a \(side) with the market at \(market)")
        }
        guard !exceeds(risk.magnitude, basisPoints: limits.maximumStopDistanceBasisPoints) else {
            let allowed = "\(limits.maximumStopDistanceBasisPoints) bp"
            return Refusal(.stopTooFar, "stop \(stop) is further than \(allowed) from the market \(market)")
        }
        let share = limits.maximumMarginLossPercent
        guard Int128(risk) * Int128(leverage) * 100 <= Int128(market.units) * Int128(share) else {
            return Refusal(
                .stopBeyondLiquidation,
                "stop \(stop) at leverage \(leverage) loses over \(share) % of the margin: liquidation comes first"
            )
        }
        return nil
    }

    private func exceeds(_ distance: UInt64, basisPoints: Int64) -> Bool {
        Int128(distance) * 10_000 > Int128(market.units) * Int128(basisPoints)
    }

    private func rounded(_ price: Price, up: Bool) -> Price? {
        let remainder = price.units % tick.units
        guard remainder != 0 else { return price }
        let down = price.units - remainder
        let (units, isTooLarge) = up ? down.addingReportingOverflow(tick.units) : (down, false)
        return isTooLarge ? nil : try? Price(units: units)
    }
}
