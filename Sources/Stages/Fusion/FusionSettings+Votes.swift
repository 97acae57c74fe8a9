package import TradingDomain

extension FusionSettings {
    /// Counts the answers of one symbol on one channel.
    ///
    /// The score is the weighted mean of the signed confidences of those who spoke (HOLD speaks and counts 0,
    /// and so does a slot that skipped a quiet symbol), in hundredths of a point, cut toward zero: the same for BUY and
    /// SELL, and a threshold is never reached by rounding.
    /// The order of the answers does not matter.
    ///
    /// - Parameters:
    ///   - answers: at most one per slot; an answer of a slot that is not configured does not count.
    ///   - factors_ppm: for each of ``slots`` a factor on its weight in millionths; `nil` leaves the weights as they are.
    /// - Returns: ``Vote/Outcome/noQuorum`` before anything else, then ``Vote/Outcome/opposed`` when one says BUY and
    ///   another SELL, whatever their confidences.
    package func vote(_ answers: some Sequence<ModelAnswer>, factors_ppm: [Int]? = nil) -> Vote {
        var sum = 0
        var weights = 0
        var voters = 0
        var hasBuyer = false
        var hasSeller = false
        var hint = 0
        for answer in answers {
            defer { hint += 1 }
            guard answer.outcome.isHeard, let place = place(of: answer.slot, hint: hint) else { continue }
            let weight = factors_ppm.map { slots[place].weight * $0[place] } ?? slots[place].weight
            voters += 1
            weights += weight
            guard case .decided(let decision) = answer.outcome else { continue }
            let confidence = decision.signedConfidence
            sum += weight * confidence
            switch decision.action {
            case .buy: hasBuyer = true
            case .sell: hasSeller = true
            case .hold: break
            }
        }
        guard voters >= quorum else { return Vote(outcome: .noQuorum, score: 0, voters: voters) }
        guard !(hasBuyer && hasSeller) else { return Vote(outcome: .opposed, score: 0, voters: voters) }
        return Vote(outcome: .agreed, score: sum * 100 / weights, voters: voters)
    }

    /// The place of a slot; `hint` is tried first, for answers mostly come in the order of the slots.
    func place(of slot: String, hint: Int) -> Int? {
        if slotNames.indices.contains(hint), slotNames[hint] == slot { return hint }
        return slotNames.firstIndex(of: slot)
    }

    /// Fuses the two timeframes: 0 when they point in opposite directions, else the weighted sum of the two scores.
    ///
    /// - Returns: hundredths of a point, −10 000 ... 10 000, cut toward zero.
    package func fusedScore(direction: Vote, entry: Vote) -> Int {
        guard direction.score.signum() * entry.score.signum() >= 0 else { return 0 }
        return (directionWeight_percent * direction.score + entryWeight_percent * entry.score) / 100
    }

    /// The action that a fused score stands for.
    ///
    /// - Parameter score: hundredths of a point.
    /// - Returns: its sign when its size reaches the threshold, else HOLD.
    package func action(ofScore score: Int) -> TradingAction {
        guard score.magnitude >= entryThreshold_points * 100 else { return .hold }
        return score > 0 ? .buy : .sell
    }
}

extension ModelAnswer.Outcome {
    /// A decision, or the word that there is nothing to decide.
    fileprivate var isHeard: Bool {
        switch self {
        case .decided, .abstained(.quiet): true
        case .abstained: false
        }
    }
}
