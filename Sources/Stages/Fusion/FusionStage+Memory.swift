internal import ModelScoring
package import TradingDomain

extension FusionStage {
    /// How far back in event time the decision record matters to the next decision; `nil` is all of it.
    package var memory_ms: Int64? { learner == nil ? settings.churn.memory_ms : nil }

    /// Takes what a recorded cycle says about the cycles after it, the newest too if it has no verdicts yet; in order,
    /// each once, before the first event.
    package mutating func remember(_ record: CycleRecord) {
        noteOrders(record)
        learn(record)
        noteDisputes(record)
    }

    /// Takes what the models contradicted each other on.
    mutating func noteDisputes(_ record: CycleRecord) {
        guard settings.informsModels else { return }
        disputed.direction = record.symbols.filter { $0.directionVote.outcome == .opposed }.map(\.symbol)
        disputed.entry = record.symbols.filter { $0.entryVote.outcome == .opposed }.map(\.symbol)
    }

    /// Takes the orders that the gate approved.
    mutating func noteOrders(_ record: CycleRecord) {
        var place = 0
        for part in record.symbols {
            guard let verdict = part.verdict, case .approved = verdict.outcome else { continue }
            while place < settings.symbols.count, settings.symbols[place] < part.symbol { place += 1 }
            guard place < settings.symbols.count, settings.symbols[place] == part.symbol else { continue }
            lastOrders[place].add(verdict)
        }
    }

    /// Scores the models by the cycle, for the cycles after it.
    @inline(never)
    mutating func learn(_ record: CycleRecord) {
        guard var learner = learner.take() else { return }
        learner.add(record)
        if settings.learning.weights != nil {
            func factors(_ channel: Channel) -> [Int] {
                settings.slotNames.map { Int(learner.factor_ppm(slot: $0, channel: channel)) }
            }
            factors_ppm = (factors(.direction), factors(.entry))
        }
        self.learner = learner
    }
}
