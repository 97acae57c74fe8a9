internal import Fusion
internal import ModelAgent
internal import TradingDomain

/// The simulated models of all slots, asked in the process.
///
/// They see the numbers that the prompt would print, made once for all slots, and say what they would say behind HTTP. Mostly that
/// is what they said before, so the last answers are kept: in a year of 3 m candles nearly all the work is to find that out.
struct SimulatedPanel: Sendable {
    private struct Said {
        let decision: SimulatedDecision
        let answer: ModelAnswer
    }

    private let slots: [String]
    private let traders: [SimulatedTrader]
    private let skipsQuiet: Bool
    /// What the last questions print, for each channel.
    private var direction = Numbers()
    private var entry = Numbers()
    /// For each slot its last answer to an entry question about quiet symbols only.
    private var quiet: [[ModelAnswer]]
    /// For each slot and channel, and each place in the question, what was last decided there.
    private var said: [[Said?]]

    init(_ settings: BacktestSettings) {
        slots = settings.fusion.slots.map(\.slot)
        traders = settings.traders
        skipsQuiet = settings.skipsQuiet
        quiet = Array(repeating: [], count: slots.count)
        said = Array(repeating: [], count: slots.count * 2)
    }

    /// - Returns: the slot's answer to each snapshot, in order; none for a slot that is not known.
    mutating func answers(to request: ModelRequest, slot: String) -> [ModelAnswer] {
        guard let index = slots.firstIndex(of: slot) else { return [] }
        let mayBeQuiet = skipsQuiet && request.channel == .entry
        let snapshots = request.snapshots
        if mayBeQuiet, snapshots.allSatisfy(\.isQuiet) { return quietAnswers(to: snapshots, index) }
        let cell = index * 2 + (request.channel == .direction ? 0 : 1)
        if said[cell].count < snapshots.count {
            said[cell] = Array(repeating: nil, count: snapshots.count)
        }
        var answers: [ModelAnswer] = []
        answers.reserveCapacity(snapshots.count)
        for place in snapshots.indices {
            if mayBeQuiet, snapshots[place].isQuiet {
                answers.append(.quiet(slot, snapshots[place].symbol))
                continue
            }
            let decision =
                request.channel == .direction
                ? direction.decide(request, place, traders[index]) : entry.decide(request, place, traders[index])
            answers.append(answer(decision, cell, place, slot: index, request))
        }
        return answers
    }

    /// As ``answers(to:slot:)``, to a question that does not say which market it is about.
    func maskedAnswers(to request: ModelRequest, slot: String) -> [ModelAnswer] {
        guard let index = slots.firstIndex(of: slot) else { return [] }
        let mask = MarketMask(request)
        var answers = mask.unmasked(traders[index].answers(to: mask.request, slot: slot))
        guard skipsQuiet, request.channel == .entry else { return answers }
        for place in answers.indices where request.snapshots[place].isQuiet {
            answers[place] = .quiet(slot, request.snapshots[place].symbol)
        }
        return answers
    }

    private mutating func quietAnswers(to snapshots: [FeatureSnapshot], _ slot: Int) -> [ModelAnswer] {
        let last = quiet[slot]
        let isSame =
            last.count == snapshots.count
            && last.indices.allSatisfy { last[$0].symbol == snapshots[$0].symbol }
        if !isSame { quiet[slot] = snapshots.map { .quiet(slots[slot], $0.symbol) } }
        return quiet[slot]
    }

    private mutating func answer(
        _ decision: SimulatedDecision,
        _ cell: Int,
        _ place: Int,
        slot: Int,
        _ request: ModelRequest
    ) -> ModelAnswer {
        let time = request.cycle.time
        if let last = said[cell][place], last.decision == decision { return last.answer.at(time) }
        let answer = decision.answer(channel: request.channel, slot: slots[slot], time: time)
        said[cell][place] = Said(decision: decision, answer: answer)
        return answer
    }
}

extension SimulatedPanel {
    /// The numbers of the last question, made when the first slot needs them.
    private struct Numbers {
        private var snapshots: [FeatureSnapshot] = []
        /// Of each of ``snapshots``.
        private var numbers: [PromptNumbers] = []

        mutating func decide(_ request: ModelRequest, _ place: Int, _ trader: SimulatedTrader) -> SimulatedDecision {
            let snapshot = request.snapshots[place]
            guard place < snapshots.count, snapshots[place].symbol == snapshot.symbol else {
                let new = PromptNumbers(snapshot, channel: request.channel, hasLists: false)
                let kept = min(place, snapshots.count)
                snapshots.removeSubrange(kept...)
                numbers.removeSubrange(kept...)
                if kept == place {
                    snapshots.append(snapshot)
                    numbers.append(new)
                }
                return trader.decide(request.channel, new)
            }
            if snapshots[place].cycle != snapshot.cycle {
                numbers[place].show(snapshot, after: snapshots[place], channel: request.channel)
                snapshots[place] = snapshot
            }
            return trader.decide(request.channel, numbers[place])
        }
    }
}

extension ModelAnswer {
    fileprivate static func quiet(_ slot: String, _ symbol: Symbol) -> ModelAnswer {
        ModelAnswer(slot: slot, channel: .entry, symbol: symbol, outcome: .abstained(.quiet))
    }
}
