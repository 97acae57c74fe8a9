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
    static func unasked(_ snapshot: FeatureSnapshot?) -> (FusionOutcome, String) {
        guard let snapshot else { return (.noFeatures, "No features arrived before the deadline.") }
        switch snapshot.freshness {
        case .warmingUp: return (.warmingUp, "Too few candles yet for every feature.")
        case .stale(let age_ms): return (.stale, "The last candle is \(age_ms / 1000) s old: stale.")
        case .halted(let flatCandles):
            return (.venueHalted, "The venue has halted: \(flatCandles) flat candles without volume.")
        case .fresh:
            if snapshot.hasGapInWindow { return (.gap, "A gap lies within the last entry candles.") }
            return snapshot.canBeAsked
                ? (.tooLate, "The deadline passed before the models were asked.")
                : (.incomplete, "The price or an ATR14 is not there yet.")
        }
    }

    /// The reason of a HOLD in words and numbers, such as `The 3 m view opposes the 4 h direction: 4 h +71.00 by 2, 3 m
    /// -42.00 by 2.`
    func holdReasoning(_ settings: FusionSettings) -> String {
        var text = ""
        text.reserveCapacity(128)
        switch code {
        case .noQuorum:
            text += "Too few models spoke on the 4 h direction: "
            text += String(direction.voters)
            text += " of "
            text += String(settings.slots.count)
            text += ", quorum "
            text += String(settings.quorum)
            text += "."
            return text
        case .directionOpposed: text += "The models oppose each other on the 4 h direction"
        case .noDirection: text += "The models see no 4 h direction"
        case .timeframesOpposed: text += "The 3 m view opposes the 4 h direction"
        case .entryOpposed:
            text += "The models oppose each other on the 3 m entry, and the 4 h direction alone is too weak"
        default:
            text += "Fused "
            FusedOutcome.append(score, signed: true, to: &text)
            text += " is below the entry threshold "
            text += String(settings.entryThreshold_points)
        }
        appendVotes(to: &text)
        text += "."
        return text
    }

    /// Such as `BUY 62.30: 4 h +71.00 by 2, 3 m +42.00 by 2. Lone voter: half size.`
    func tradeReasoning() -> String {
        var text = action.rawValue
        text.reserveCapacity(128)
        text += " "
        FusedOutcome.append(Int(score.magnitude), signed: false, to: &text)
        appendVotes(to: &text)
        text += isSizeHalved ? ". Lone voter: half size." : "."
        return text
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

    private func appendVotes(to text: inout String) {
        text += ": 4 h "
        FusedOutcome.append(direction.score, signed: true, to: &text)
        text += " by "
        text += String(direction.voters)
        text += ", 3 m "
        FusedOutcome.append(entry.score, signed: true, to: &text)
        text += " by "
        text += String(entry.voters)
    }

    /// Hundredths as text: `62.30`, `-5.00`.
    static func points(_ score: Int) -> String {
        var text = ""
        append(score, signed: false, to: &text)
        return text
    }

    private static func append(_ score: Int, signed: Bool, to text: inout String) {
        if score < 0 { text += "-" } else if signed, score > 0 { text += "+" }
        let hundredths = score.magnitude % 100
        text += String(score.magnitude / 100)
        text += hundredths < 10 ? ".0" : "."
        text += String(hundredths)
    }
}
