import TradingDomain

extension FusedOutcome {
    /// Why two votes come to HOLD.
    static func holdCode(direction: Vote, entry: Vote) -> FusionOutcome {
        switch direction.outcome {
        case .noQuorum: .noQuorum
        case .opposed: .directionOpposed
        case .agreed:
            if direction.score == 0 {
                .noDirection
            } else if direction.score.signum() * entry.score.signum() < 0 {
                .timeframesOpposed
            } else if entry.outcome == .opposed {
                .entryOpposed
            } else {
                .belowThreshold
            }
        }
    }

    /// Why a symbol was not asked about.
    static func unasked(_ market: SymbolMarket?) -> (FusionOutcome, String) {
        guard let market else { return (.noFeatures, "No features arrived before the deadline.") }
        switch market.freshness {
        case .warmingUp: return (.warmingUp, "Too few candles yet for every feature.")
        case .stale(let age_ms): return (.stale, "The last candle is \(age_ms / 1000) s old: stale.")
        case .halted(let flatCandles):
            return (.venueHalted, "The venue has halted: \(flatCandles) flat candles without volume.")
        case .fresh:
            if market.hasGapInWindow { return (.gap, "A gap lies within the last entry candles.") }
            return market.canBeAsked
                ? (.tooLate, "The deadline passed before the models were asked.")
                : (.incomplete, "The price or an ATR14 is not there yet.")
        }
    }

    /// The reason of a HOLD in words and numbers, such as `The 3 m view opposes the 4 h direction: 4 h +71.00 by 2, 3 m
    /// -42.00 by 2.`
    func holdReasoning(_ settings: FusionSettings) -> String {
        var reason = ReasonText()
        switch code {
        case .noQuorum:
            reason += "Too few models spoke on the 4 h direction: "
            reason += direction.voters
            reason += " of "
            reason += settings.slots.count
            reason += ", quorum "
            reason += settings.quorum
            reason += "."
            return reason.text
        case .directionOpposed: reason += "The models oppose each other on the 4 h direction"
        case .noDirection: reason += "The models see no 4 h direction"
        case .timeframesOpposed: reason += "The 3 m view opposes the 4 h direction"
        case .entryOpposed:
            reason += "The models oppose each other on the 3 m entry, and the 4 h direction alone is too weak"
        default:
            reason += "Fused "
            reason.append(hundredths: score, signed: true)
            reason += " is below the entry threshold "
            reason += settings.entryThreshold_points
        }
        appendVotes(to: &reason)
        reason += "."
        return reason.text
    }

    /// Such as `BUY 62.30: 4 h +71.00 by 2, 3 m +42.00 by 2. Lone voter: half size.`
    func tradeReasoning() -> String {
        var reason = ReasonText()
        reason += action == .buy ? "BUY " : "SELL "
        reason.append(hundredths: Int(score.magnitude))
        appendVotes(to: &reason)
        reason += isSizeHalved ? ". Lone voter: half size." : "."
        return reason.text
    }

    /// What a rule against churn says, with its numbers.
    func reasoning(of finding: ChurnFinding, _ rules: ChurnRules) -> String {
        switch finding {
        case .tooYoung(let age_ms):
            let side = action == .buy ? "SELL" : "BUY"
            return "\(action.rawValue) \(FusedOutcome.points(Int(score.magnitude))), but the \(side) before it is "
                + "\(age_ms / 1000) s old and held for at least \(rules.minimumHold_ms / 1000) s: HOLD."
        case .coolingDown(let age_ms):
            return "\(tradeReasoning()) May only close: the last order was \(age_ms / 1000) s ago, the cool-down is "
                + "\(rules.coolDown_ms / 1000) s."
        case .tooCostly(let move):
            let tenths = rules.minimumMoveToCost_tenths
            return "\(tradeReasoning()) May only close: the expected move of \(FusedOutcome.points(Int(move))) bp is "
                + "under \(tenths / 10).\(tenths % 10) times the round trip of "
                + "\(FusedOutcome.points(Int(rules.roundTripCost_hundredthsBasisPoint))) bp."
        }
    }

    private func appendVotes(to reason: inout ReasonText) {
        reason += ": 4 h "
        reason.append(hundredths: direction.score, signed: true)
        reason += " by "
        reason += direction.voters
        reason += ", 3 m "
        reason.append(hundredths: entry.score, signed: true)
        reason += " by "
        reason += entry.voters
    }

    /// Hundredths as text: `62.30`, `-5.00`.
    static func points(_ hundredths: Int) -> String {
        var reason = ReasonText()
        reason.append(hundredths: hundredths)
        return reason.text
    }
}
