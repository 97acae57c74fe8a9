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
    private let isMasked: Bool
    private var recorded: RecordedPanel?
    private var asked: AskedPanel?
    private let isTold: Bool
    /// The cycle as it was completed elsewhere.
    var told: CycleRecord?
    private var costed: CostedPanel?
    private var direction: Question?
    private var entry: Question?
    /// For each slot what it last said to an entry question about quiet symbols only: mostly the same symbols again.
    private var quiet: [[ModelAnswer]]

    init(_ settings: BacktestSettings) {
        slots = settings.fusion.slots.map(\.slot)
        traders = settings.traders
        skipsQuiet = settings.skipsQuiet
        quiet = Array(repeating: [], count: slots.count)
        isMasked = settings.isMasked
        isTold = settings.isTold
        if !settings.asked.isEmpty { asked = AskedPanel(settings.asked) }
        if !settings.recorded.isEmpty { recorded = RecordedPanel(settings.recorded) }
        if !settings.costed.isEmpty {
            costed = CostedPanel(settings.costed) { slot in
                zip(settings.slotNames, settings.traders).first { $0.0 == slot }?.1
            }
        }
    }

    /// Whether a model reads a prompt. Prompts are compared with the recorded ones, sent, or counted, so that they need every number.
    var readsSeries: Bool { recorded != nil || asked != nil || costed != nil }

    var bills: [ModelBill] { costed?.bills ?? [] }

    var otherAccounts: Int? { recorded?.otherAccounts }

    /// - Returns: the slot's answer to each snapshot, in order; none for a slot that is not known.
    /// - Throws: ``BacktestError/recording(_:)`` for a question that an earlier run did not record.
    mutating func answers(to request: ModelRequest, slot: String) throws(BacktestError) -> [ModelAnswer] {
        if isTold { return toldAnswers(to: request, slot: slot) }
        if let answers = try asked?.answers(to: request, slot: slot) { return answers }
        if let answers = try recorded?.answers(to: request, slot: slot) { return answers }
        if let answers = try costed?.answers(to: request, slot: slot) { return answers }
        guard let index = slots.firstIndex(of: slot) else { return [] }
        let snapshots = request.snapshots
        let mayBeQuiet = skipsQuiet && request.channel == .entry
        if mayBeQuiet, Self.areQuiet(snapshots) {
            if !Self.isAbout(snapshots, quiet[index]) { quiet[index] = snapshots.map { .quiet(slot, $0.symbol) } }
            return quiet[index]
        }
        let mask = isMasked ? MarketMask(request) : nil
        var answers = traders[index].answers(
            to: numbers(of: mask?.request ?? request),
            channel: request.channel,
            slot: slot,
            time: request.cycle.time
        )
        if let mask { answers = mask.unmasked(answers) }
        guard mayBeQuiet else { return answers }
        for place in answers.indices where QuietFilter.isQuiet(snapshots[place]) {
            answers[place] = .quiet(slot, snapshots[place].symbol)
        }
        return answers
    }

    private static func areQuiet(_ snapshots: [FeatureSnapshot]) -> Bool {
        for index in snapshots.indices where !QuietFilter.isQuiet(snapshots[index]) { return false }
        return true
    }

    private static func isAbout(_ snapshots: [FeatureSnapshot], _ answers: [ModelAnswer]) -> Bool {
        guard snapshots.count == answers.count else { return false }
        for index in snapshots.indices where snapshots[index].symbol != answers[index].symbol { return false }
        return true
    }

    /// What the slot said in the told cycle; what it was not asked there, it abstains from.
    private func toldAnswers(to request: ModelRequest, slot: String) -> [ModelAnswer] {
        request.snapshots.map { snapshot in
            let said = told?.symbols.first { $0.symbol == snapshot.symbol }?.answers
                .first { $0.slot == slot && $0.channel == request.channel }
            return said
                ?? ModelAnswer(
                    slot: slot,
                    channel: request.channel,
                    symbol: snapshot.symbol,
                    outcome: .abstained(.noAgent)
                )
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
