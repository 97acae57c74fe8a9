internal import Fusion
internal import ModelAgent
internal import TradingDomain

/// The simulated models of all slots, asked in the process.
///
/// They see the numbers that the prompt would print, made once for all slots, and say what they would say behind HTTP. Mostly that
/// is what they said before, so the last answers are kept: in a year of 3 m candles nearly all the work is to find that out.
struct SimulatedPanel: Sendable {
    /// What a slot says on a channel, kept so that saying it again makes nothing new.
    private struct Voice {
        /// For each place in the question what was decided there last, and the answer that came of it.
        var decisions: [SimulatedDecision?] = []
        var spoken: [ModelAnswer] = []
        /// For each place the answer to a quiet symbol.
        var quiet: [ModelAnswer] = []
        /// The answers to the last question.
        var answers: [ModelAnswer] = []

        /// Answers a place as quiet; mostly it was so in the question before.
        mutating func hush(_ place: Int) {
            if !answers[place].isTriviallyIdentical(to: quiet[place]) { answers[place] = quiet[place] }
        }

        /// Makes room for a question's symbols.
        mutating func turn(to snapshots: [FeatureSnapshot], slot: String, _ channel: Channel) {
            let isSame =
                quiet.count == snapshots.count
                && quiet.indices.allSatisfy { quiet[$0].symbol == snapshots[$0].symbol }
            guard !isSame else { return }
            quiet = snapshots.map {
                ModelAnswer(slot: slot, channel: channel, symbol: $0.symbol, outcome: .abstained(.quiet))
            }
            decisions = Array(repeating: nil, count: snapshots.count)
            spoken = quiet
            answers = quiet
        }
    }

    private let slots: [String]
    private let traders: [SimulatedTrader]
    private let skipsQuiet: Bool
    /// What the last questions print, for each channel.
    private var direction = Numbers()
    private var entry = Numbers()
    /// For each slot and channel.
    private var voices: [Voice]

    init(_ settings: BacktestSettings) {
        slots = settings.fusion.slots.map(\.slot)
        traders = settings.traders
        skipsQuiet = settings.skipsQuiet
        voices = Array(repeating: Voice(), count: slots.count * 2)
    }

    /// - Returns: the slot's answer to each snapshot, in order; none for a slot that is not known.
    mutating func answers(to request: ModelRequest, slot: String) -> [ModelAnswer] {
        guard let index = slots.firstIndex(of: slot) else { return [] }
        let mayBeQuiet = skipsQuiet && request.channel == .entry
        let snapshots = request.snapshots
        let voice = index * 2 + (request.channel == .direction ? 0 : 1)
        voices[voice].turn(to: snapshots, slot: slot, request.channel)
        for place in snapshots.indices {
            if mayBeQuiet, snapshots[place].isQuiet {
                voices[voice].hush(place)
                continue
            }
            let decision =
                request.channel == .direction
                ? direction.decide(request, place, traders[index]) : entry.decide(request, place, traders[index])
            if voices[voice].decisions[place] != decision {
                voices[voice].decisions[place] = decision
                voices[voice].spoken[place] = decision.answer(
                    channel: request.channel,
                    slot: slots[index],
                    time: request.cycle.time
                )
            }
            voices[voice].answers[place] = voices[voice].spoken[place].at(request.cycle.time)
        }
        return voices[voice].answers
    }

    /// As ``answers(to:slot:)``, to a question that does not say which market it is about.
    func maskedAnswers(to request: ModelRequest, slot: String) -> [ModelAnswer] {
        guard let index = slots.firstIndex(of: slot) else { return [] }
        let mask = MarketMask(request)
        var answers = mask.unmasked(traders[index].answers(to: mask.request, slot: slot))
        guard skipsQuiet, request.channel == .entry else { return answers }
        for place in answers.indices where request.snapshots[place].isQuiet {
            answers[place] = ModelAnswer(
                slot: slot,
                channel: .entry,
                symbol: answers[place].symbol,
                outcome: .abstained(.quiet)
            )
        }
        return answers
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
