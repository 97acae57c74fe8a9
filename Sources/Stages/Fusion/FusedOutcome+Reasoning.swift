import TradingDomain

extension FusedOutcome {
    /// Why two votes come to HOLD. Constant texts: the numbers are in the record, and most decisions are HOLD.
    static func holdReasoning(direction: Vote, entry: Vote) -> String {
        switch direction.outcome {
        case .noQuorum: "Too few models spoke on the 4 h direction."
        case .opposed: "The models oppose each other on the 4 h direction."
        case .agreed:
            if direction.score == 0 {
                "The models see no 4 h direction."
            } else if direction.score.signum() * entry.score.signum() < 0 {
                "The 3 m view opposes the 4 h direction."
            } else if entry.outcome == .opposed {
                "The models oppose each other on the 3 m entry, and the 4 h direction alone is too weak."
            } else {
                "The fused score is below the entry threshold."
            }
        }
    }

    /// Why a symbol was not asked about.
    static func unaskedReasoning(_ snapshot: FeatureSnapshot?) -> String {
        guard let snapshot else { return "No features arrived before the deadline." }
        switch snapshot.freshness {
        case .warmingUp: return "Too few candles yet for every feature."
        case .stale(let age_ms): return "The last candle is \(age_ms / 1000) s old: stale."
        case .halted(let flatCandles): return "The venue has halted: \(flatCandles) flat candles without volume."
        case .fresh:
            if snapshot.hasGapInWindow { return "A gap lies within the last entry candles." }
            return snapshot.canBeAsked
                ? "The deadline passed before the models were asked." : "The price or an ATR14 is not there yet."
        }
    }

    /// Such as `BUY 62.30: 4 h +71.00 by 2, 3 m +42.00 by 2. Lone voter: half size.`
    func tradeReasoning() -> String {
        var text = action.rawValue
        text += " "
        text += FusedOutcome.points(Int(score.magnitude))
        text += ": 4 h "
        text += FusedOutcome.signedPoints(direction.score)
        text += " by "
        text += String(direction.voters)
        text += ", 3 m "
        text += FusedOutcome.signedPoints(entry.score)
        text += " by "
        text += String(entry.voters)
        text += isSizeHalved ? ". Lone voter: half size." : "."
        return text
    }

    /// A score in hundredths as text: `62.30`, `-5.00`.
    static func points(_ score: Int) -> String {
        let magnitude = score.magnitude
        let hundredths = magnitude % 100
        return (score < 0 ? "-" : "") + String(magnitude / 100) + (hundredths < 10 ? ".0" : ".") + String(hundredths)
    }

    private static func signedPoints(_ score: Int) -> String { score > 0 ? "+" + points(score) : points(score) }
}
