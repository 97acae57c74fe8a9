internal import AgentService
internal import Backtesting
internal import Runtime

/// The recorded models that the settings name; none when the models are the simulated ones.
struct Recordings {
    let models: [RecordedModel]
    /// Whose answers these are, for a person.
    let label: String
    /// No answer came from a real model.
    let isSimulated: Bool

    /// - Throws: ``ProcessFailure`` for a folder without the calls of a slot that votes.
    init(_ settings: Settings) throws(ProcessFailure) {
        var models: [RecordedModel] = []
        var names: [String] = []
        var isSimulated = true
        for slot in settings.list("fusion.slots") {
            guard let calls = try RecordedCalls.configured(slot, settings) else { continue }
            let agent = try calls.agentSettings(slot, settings)
            models.append(RecordedModel(settings: agent) { try calls.stored($0) })
            if !calls.isSimulated { isSimulated = false }
            names.append("\(slot): \(calls.model)\(calls.isSimulated ? " (SIMULATED)" : "")")
        }
        self.models = models
        self.isSimulated = isSimulated
        label =
            models.isEmpty
            ? "SIMULATED" : "recorded in \(settings.text("models.recorded")); \(names.joined(separator: ", "))"
    }
}
