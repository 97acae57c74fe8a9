internal import AgentService
internal import Backtesting
internal import Runtime
internal import TradingDomain

/// The recorded models that the settings name; none when the models are the simulated ones.
struct Recordings {
    let models: [RecordedModel]
    /// What the calls of each slot cost, in a stretch of event time.
    let paid: @Sendable (_ first: Timestamp, _ last: Timestamp) throws -> [(slot: String, call: PaidCall)]
    /// Whose answers these are, for a person.
    let label: String
    /// No answer came from a real model.
    let isSimulated: Bool

    /// Of models that are asked while the backtest runs.
    init(
        asked label: String,
        paid: @escaping @Sendable (_ first: Timestamp, _ last: Timestamp) throws -> [(slot: String, call: PaidCall)]
    ) {
        models = []
        self.paid = paid
        self.label = label
        isSimulated = false
    }

    /// - Throws: ``ProcessFailure`` for a folder without the calls of a slot that votes.
    init(_ settings: Settings) throws(ProcessFailure) {
        var models: [RecordedModel] = []
        var names: [String] = []
        var recorded: [(slot: String, calls: RecordedCalls)] = []
        var isSimulated = true
        for slot in settings.list("fusion.slots") {
            guard let calls = try RecordedCalls.configured(slot, settings) else { continue }
            let agent = try calls.agentSettings(slot, settings)
            models.append(RecordedModel(settings: agent) { try calls.stored($0) })
            if !calls.isSimulated { isSimulated = false }
            recorded.append((slot, calls))
            names.append("\(slot): \(calls.model)\(calls.isSimulated ? " (SIMULATED)" : "")")
        }
        self.models = models
        paid = { [recorded] first, last in
            try recorded.flatMap { slot, calls in
                try calls.paid(from: first, through: last).map { (slot: slot, call: $0) }
            }
        }
        self.isSimulated = isSimulated
        label =
            models.isEmpty
            ? "SIMULATED" : "recorded in \(settings.text("models.recorded")); \(names.joined(separator: ", "))"
    }
}
