internal import Fusion
internal import PaperTrading
package import TradingDomain

/// A run, what else could have been done over the same cycles, and what each model's words were worth.
package struct Evaluation: Sendable {
    package let fused: BookRun
    /// Buy and hold, each slot alone, the rules alone.
    package internal(set) var baselines: [BookRun] = []
    /// Baselines that could not be run, and why.
    package internal(set) var skipped: [(title: String, why: String)] = []
    /// The run's trades at random, draw by draw from seed 1.
    package internal(set) var draws: [RandomEntries.Draw] = []
    package internal(set) var models: [ModelEvaluation] = []
    /// What the calls of each slot cost and how long they took; empty for models that are asked inside the process.
    package var calls: [(slot: String, call: PaidCall)] = []
    package internal(set) var agreements: [Agreement] = []
    package let answers: [AnswerRow]
    /// For each answer and horizon the move in units of 1e-8; `nil` where it is not known.
    package internal(set) var moves_e8: [Int64?] = []
    package let candles: [Candle]
    /// Where a slot's knowledge ends, where that is known.
    package let cutOffs: [(slot: String, time: Timestamp)]
    /// The first cycle in which a model was asked.
    package let firstAsked: Timestamp?

    /// - Parameters:
    ///   - run: of the fused pair; its answers were kept.
    ///   - settings: of the run.
    ///   - candles: that the run took, in order.
    ///   - cutOffs: where a slot's knowledge ends.
    package init(
        _ run: RunRecorder,
        settings: BacktestSettings,
        candles: [Candle],
        cutOffs: [(slot: String, time: Timestamp)]
    ) {
        fused = BookRun(
            name: "fused",
            title: "fused pair",
            initialEquity: settings.initialEquity,
            points: run.points,
            entries: run.entries
        )
        answers = run.answers
        firstAsked = run.firstAsked
        self.candles = candles
        self.cutOffs = cutOffs
        judge(settings)
    }

    /// The books in the order in which they are shown.
    package var books: [BookRun] { [fused] + baselines }

    package func cutOff(of slot: String) -> Timestamp? { cutOffs.first { $0.slot == slot }?.time }

    /// Scores every answer by what the price did after it.
    private mutating func judge(_ settings: BacktestSettings) {
        let slots = settings.fusion.slots.map(\.slot)
        models = slots.flatMap { slot in Channel.allCases.map { ModelEvaluation(slot: slot, channel: $0) } }
        let symbols = settings.fusion.symbols
        var closes = symbols.map { _ in Closes(step_ms: settings.broker.entryTimeframe.milliseconds) }
        for candle in candles {
            guard let index = symbols.firstIndex(of: candle.symbol) else { continue }
            closes[index].add(candle)
        }
        moves_e8.reserveCapacity(answers.count * ModelEvaluation.Horizon.allCases.count)
        for row in answers {
            let moves = ModelEvaluation.Horizon.allCases.map { horizon -> Int64? in
                guard let price = row.price, let index = symbols.firstIndex(of: row.symbol), row.action != nil else {
                    return nil
                }
                return closes[index]
                    .move_e8(from: price, to: row.time.advanced(byMilliseconds: horizon.milliseconds))
            }
            moves_e8 += moves
            let channel = Channel.allCases.firstIndex(of: row.channel) ?? 0
            guard let slot = slots.firstIndex(of: row.slot) else { continue }
            let cutOff = cutOff(of: row.slot)
            models[slot * Channel.allCases.count + channel].add(row, moves_e8: moves, cutOff: cutOff)
        }
        agreements = Self.agreements(answers, slots: slots)
    }

    /// Answers of two slots to one question stand next to each other: same cycle, symbol and channel.
    private static func agreements(_ answers: [AnswerRow], slots: [String]) -> [Agreement] {
        var found: [Agreement] = []
        for (place, first) in slots.enumerated() {
            for second in slots[(place + 1)...] {
                found += Channel.allCases.map { Agreement(first: first, second: second, channel: $0) }
            }
        }
        var start = 0
        while start < answers.count {
            let head = answers[start]
            var end = start + 1
            while end < answers.count, answers[end].time == head.time, answers[end].symbol == head.symbol,
                answers[end].channel == head.channel
            {
                end += 1
            }
            for index in found.indices where found[index].channel == head.channel {
                guard let first = answers[start..<end].first(where: { $0.slot == found[index].first }),
                    let second = answers[start..<end].first(where: { $0.slot == found[index].second })
                else { continue }
                found[index].counts[Agreement.index(of: first.action)][Agreement.index(of: second.action)] += 1
            }
            start = end
        }
        return found
    }
}
