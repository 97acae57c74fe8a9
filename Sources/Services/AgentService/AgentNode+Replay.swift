package import ModelAgent
package import Runtime
internal import SQLiteStore
internal import TradingDomain

/// An agent that repeats an earlier run: its own file becomes a recording too, at no cost.
extension AgentNode {
    /// The model whose answers these are.
    var modelName: String { recorded?.model ?? engine.model }
    var isSimulated: Bool { recorded?.isSimulated ?? engine.isSimulated }

    /// - Throws: ``ProcessFailure`` for a question that was not recorded: the run ends, it would be another one.
    func replay(_ request: ModelRequest, from recorded: RecordedCalls) throws {
        let id = request.callID
        var stored = StoredCall.none
        if let own = try store.call(request.cycle, request.channel), let content = recorded.content(of: own) {
            stored = .ended(content)
        } else {
            stored = try recorded.stored(id)
        }
        let effects = stage.handle(.asked(request, .replay, stored: stored), at: request.cycle.time)
        for case .fail(let id, let detail) in effects { throw recorded.failure(id, detail) }
        if case .recorded = stored, let call = try recorded.call(id) { try copy(call, id) }
        try carryOut(effects)
    }

    /// Commits the recorded call as this run's, before its answer leaves. Nothing is paid.
    private func copy(_ call: CallStore.Recorded, _ id: CallID) throws {
        guard var outcome = call.outcome else { return }
        outcome.cost_nanoUSD = 0
        let asked = call.intent
        try store.reserve(
            CallStore.Intent(
                cycle: asked.cycle,
                channel: asked.channel,
                model: asked.model,
                promptDigest: asked.promptDigest,
                prompt: asked.prompt,
                isSimulated: asked.isSimulated,
                reserved_nanoUSD: 0
            )
        )
        try store.settle(id.cycle, id.channel, outcome)
        publish(id, outcome)
        // Only what was not answered before: an agent that fails at the same question again and again must end the run.
        context.reportProgress()
    }
}

extension RecordedCalls {
    /// The recording that the settings name; `nil` when models are asked live.
    package static func configured(_ slot: String, _ settings: Settings) throws(ProcessFailure) -> RecordedCalls? {
        guard settings.text("models.mode") == "replay" else { return nil }
        guard let folder = settings.optional("models.recorded") else {
            throw ProcessFailure(
                .configuration,
                "models.mode is replay; name the earlier run's folder with --recorded or models.recorded"
            )
        }
        return try RecordedCalls(folder: folder, slot: slot, settings: settings)
    }

    /// What the agent of that run was: its prompts and the limits of its replies; nothing is paid.
    package func agentSettings(_ slot: String, _ settings: Settings) throws(ProcessFailure) -> AgentSettings {
        let template = try PromptTemplate.configured(settings)
        do throws(InvalidSettings) {
            return try AgentSettings(
                slot: slot,
                model: model,
                template: template,
                reservation_nanoUSD: 0,
                dailyBudget_nanoUSD: 0
            )
        } catch {
            throw ProcessFailure(.configuration, "\(error)")
        }
    }
}
