internal import ModelAgent
internal import TradingDomain

/// Who answers for the slots in a backtest: simulated models, records of an earlier run, real ones, or nobody anew.
struct ModelPanel: Sendable {
    private var simulated: SimulatedPanel
    private let isMasked: Bool
    private var recorded: RecordedPanel?
    private var asked: AskedPanel?
    private let isTold: Bool
    /// The cycle as it was completed elsewhere.
    var told: CycleRecord?
    private var costed: CostedPanel?

    init(_ settings: BacktestSettings) {
        simulated = SimulatedPanel(settings)
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
        return isMasked
            ? simulated.maskedAnswers(to: request, slot: slot) : simulated.answers(to: request, slot: slot)
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
}
