import TradingDomain

/// A forecast whose outcome is not known yet.
struct OpenForecast: Hashable, Sendable {
    let key: ScoreKey
    let confidence: Percent
    /// +1 up, -1 down.
    let sign: Int64
    let price: Price
    let due: Timestamp
    /// Of the fused decision: it has won when the target is met first, lost when the stop is.
    let plan: TradePlan?

    /// What became of it.
    struct Outcome {
        let isHit: Bool
        let return_e8: Int64
    }

    enum State {
        case open
        case settled(Outcome)
        /// No price came in time.
        case dropped
    }

    /// What a fresh price at an event time makes of it.
    func state(at price: Price, _ now: Timestamp, _ rules: ScoringRules) -> State {
        let return_e8 = sign * relativeMove_e8(to: price)
        if let plan {
            if sign * (plan.stopLoss.units - price.units) >= 0 {
                return .settled(Outcome(isHit: false, return_e8: return_e8))
            }
            if sign * (price.units - plan.takeProfit.units) >= 0 {
                return .settled(Outcome(isHit: true, return_e8: return_e8))
            }
        }
        guard now >= due else { return .open }
        guard now.milliseconds(since: due) <= rules.tolerance_ms else { return .dropped }
        // A hundredth of a basis point is 100 units of 1e-8.
        let isHit =
            plan == nil
            ? sign * (price.units - self.price.units) > 0
            : return_e8 > rules.roundTripCost_hundredthsBasisPoint * 100
        return .settled(Outcome(isHit: isHit, return_e8: return_e8))
    }

    /// Cut toward zero, so that it is the same for BUY and SELL; ten times the price at most.
    private func relativeMove_e8(to now: Price) -> Int64 {
        let move = Int128(now.units - price.units) * 100_000_000 / Int128(price.units)
        return Int64(min(max(move, -1_000_000_000), 1_000_000_000))
    }
}
