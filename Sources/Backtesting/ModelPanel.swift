internal import Fusion
internal import ModelAgent
internal import TradingDomain

/// The simulated models of all slots, asked in the process.
///
/// They see the numbers that the prompt would print, made once for all slots, and say what they would say behind HTTP.
struct ModelPanel: Sendable {
    private struct Question {
        let cycle: CycleID
        let numbers: [PromptNumbers]

        /// Of one cycle, so that the symbols tell the snapshots.
        func isAbout(_ request: ModelRequest) -> Bool {
            guard numbers.count == request.snapshots.count else { return false }
            return numbers.indices.allSatisfy { numbers[$0].symbol == request.snapshots[$0].symbol }
        }
    }

    private let slots: [String]
    private let traders: [SimulatedTrader]
    private let skipsQuiet: Bool
    private var recorded: RecordedPanel?
    private var costed: CostedPanel?
    private var direction: Question?
    private var entry: Question?

    init(_ settings: BacktestSettings) {
        slots = settings.fusion.slots.map(\.slot)
        traders = settings.traders
        skipsQuiet = settings.skipsQuiet
        if !settings.recorded.isEmpty { recorded = RecordedPanel(settings.recorded) }
        if !settings.costed.isEmpty {
            costed = CostedPanel(settings.costed) { slot in
                zip(settings.slotNames, settings.traders).first { $0.0 == slot }?.1
            }
        }
    }

    /// Prompts are compared with the recorded ones, or counted, so that they need every number.
    var readsSeries: Bool { recorded != nil || costed != nil }

    var bills: [ModelBill] { costed?.bills ?? [] }

    /// - Returns: the slot's answer to each snapshot, in order; none for a slot that is not known.
    /// - Throws: ``BacktestError/recording(_:)`` for a question that an earlier run did not record.
    mutating func answers(to request: ModelRequest, slot: String) throws(BacktestError) -> [ModelAnswer] {
        if let answers = try recorded?.answers(to: request, slot: slot) { return answers }
        if let answers = try costed?.answers(to: request, slot: slot) { return answers }
        guard let index = slots.firstIndex(of: slot) else { return [] }
        let mayBeQuiet = skipsQuiet && request.channel == .entry
        if mayBeQuiet, request.snapshots.allSatisfy(QuietFilter.isQuiet) {
            return request.snapshots.map { .quiet(slot, $0.symbol) }
        }
        let answers = traders[index].answers(
            to: numbers(of: request),
            channel: request.channel,
            slot: slot,
            time: request.cycle.time
        )
        guard mayBeQuiet else { return answers }
        return zip(request.snapshots, answers).map { snapshot, answer in
            QuietFilter.isQuiet(snapshot) ? .quiet(slot, snapshot.symbol) : answer
        }
    }

    private mutating func numbers(of request: ModelRequest) -> [PromptNumbers] {
        let last = request.channel == .direction ? direction : entry
        if let last, last.cycle == request.cycle, last.isAbout(request) { return last.numbers }
        let question = Question(
            cycle: request.cycle,
            numbers: request.snapshots.map { PromptNumbers($0, channel: request.channel, hasLists: false) }
        )
        if request.channel == .direction { direction = question } else { entry = question }
        return question.numbers
    }
}

extension ModelAnswer {
    fileprivate static func quiet(_ slot: String, _ symbol: Symbol) -> ModelAnswer {
        ModelAnswer(slot: slot, channel: .entry, symbol: symbol, outcome: .abstained(.quiet))
    }
}
