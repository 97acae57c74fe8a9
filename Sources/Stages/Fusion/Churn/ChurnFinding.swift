import TradingDomain

/// What the rules against churn say to a BUY or SELL.
enum ChurnFinding: Hashable {
    /// Too early to close the opposite entry.
    case tooYoung(age_ms: Int64)
    /// Too early after the last order to open.
    case coolingDown(age_ms: Int64)
    /// Too small a move to pay for the round trip.
    case tooCostly(move_hundredthsBasisPoint: Int64)

    var outcome: FusionOutcome {
        switch self {
        case .tooYoung: .minimumHold
        case .coolingDown: .coolDown
        case .tooCostly: .cost
        }
    }
}

extension ChurnRules {
    /// Asks the rules in order: minimum hold, cool-down, cost.
    ///
    /// - Parameters:
    ///   - plan: of a BUY or SELL; its entry is the market price.
    ///   - action: its side.
    ///   - atr14: of the 4 h candles, in the quote currency.
    ///   - last: the symbol's last orders.
    ///   - now: event time of the cycle.
    /// - Returns: the first rule that bars the trade, or `nil`.
    func finding(
        on plan: TradePlan,
        _ action: TradingAction,
        atr14: Double?,
        last: LastOrders,
        at now: Timestamp
    ) -> ChurnFinding? {
        if minimumHold_ms > 0, let open = last.open, (open.side == .buy) != (action == .buy) {
            let age_ms = now.milliseconds(since: open.time)
            if age_ms < minimumHold_ms { return .tooYoung(age_ms: age_ms) }
        }
        if coolDown_ms > 0, let time = last.last {
            let age_ms = now.milliseconds(since: time)
            if age_ms < coolDown_ms { return .coolingDown(age_ms: age_ms) }
        }
        guard minimumMoveToCost_tenths > 0 else { return nil }
        let price = Int128(plan.entry.units)
        let move = Int128(Self.expectedMove(of: plan, atr14: atr14))
        guard move * 10_000_000 < price * Int128(roundTripCost_hundredthsBasisPoint * minimumMoveToCost_tenths)
        else { return nil }
        return .tooCostly(move_hundredthsBasisPoint: Int64(clamping: move * 1_000_000 / price))
    }

    /// The smaller of the way to the target and one ATR14 of the 4 h candles, units of 1e-8: neither a far target nor a
    /// wide market alone makes a trade worth its cost. 0 without an ATR14.
    static func expectedMove(of plan: TradePlan, atr14: Double?) -> Int64 {
        let reward = (plan.takeProfit.units - plan.entry.units).magnitude
        guard let atr14, atr14 > 0, let range = UInt64(exactly: (min(atr14, 9e9) * 1e8).rounded(.down)) else {
            return 0
        }
        return Int64(clamping: min(reward, range))
    }
}
