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
        let own = try store.calls(request.cycle, request.channel).filter {
            CallID.share(ofPart: $0.intent.key.part) == request.share
        }
        var stored = own.compactMap { call in
            recorded.content(of: call).map {
                StoredCall(.ended($0), part: call.intent.key.part, isRepair: call.intent.key.isRepair)
            }
        }
        let isNew = stored.isEmpty
        if isNew { stored = try recorded.stored(id) }
        let effects = stage.handle(.asked(request, .replay, stored: stored), at: request.cycle.time)
        for case .fail(let id, let detail) in effects { throw recorded.failure(id, detail) }
        if isNew { for call in try recorded.calls(id) { try copy(call) } }
        // Only what was not answered before: an agent that fails at the same question again and again must end the run.
        if isNew { context.reportProgress() }
        try carryOut(effects)
    }

    /// Commits the recorded call as this run's, before its answer leaves. Nothing is paid.
    private func copy(_ call: CallStore.Recorded) throws {
        guard var outcome = call.outcome else { return }
        outcome.cost_nanoUSD = 0
        let asked = call.intent
        try store.reserve(
            CallStore.Intent(
                key: asked.key,
                model: asked.model,
                promptDigest: asked.promptDigest,
                prompt: asked.prompt,
                symbols: asked.symbols,
                isSimulated: asked.isSimulated,
                reserved_nanoUSD: 0,
                choice: asked.choice
            )
        )
        try store.settle(asked.key, outcome)
        publish(asked.key, outcome, model: asked.model)
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
        let savings = try settings.costSavings()
        do throws(InvalidSettings) {
            var agent = try AgentSettings(
                slot: slot,
                model: ModelOffer(name: model, card: nil),
                template: template,
                isMetered: false,
                savings: savings
            )
            agent.isMasked = settings.flag("models.masked")
            return agent
        } catch {
            throw ProcessFailure(.configuration, "\(error)")
        }
    }
}
