package import ModelAgent
internal import TradingDomain

/// A slot whose answers come from the recorded calls of an earlier run.
package struct RecordedModel: Sendable {
    /// What the file of an earlier run knows of a question's calls; throws when it cannot be read.
    package typealias Lookup = @Sendable (CallID) throws -> [StoredCall]

    package let settings: AgentSettings
    package let lookup: Lookup

    /// - Parameters:
    ///   - settings: the agent's of that run: slot, prompts and limits of replies.
    ///   - lookup: finds a question's reply.
    package init(settings: AgentSettings, lookup: @escaping Lookup) {
        self.settings = settings
        self.lookup = lookup
    }
}

/// The recorded models of a backtest, asked through the stage that the agents run.
struct RecordedPanel: Sendable {
    private var agents: [(model: RecordedModel, stage: AgentStage)]

    init(_ models: [RecordedModel]) {
        agents = models.map { ($0, AgentStage(settings: $0.settings, spending: Spending(at: .epoch))) }
    }

    /// Answers that had been given when the account held something else.
    var otherAccounts: Int { agents.reduce(0) { $0 + $1.stage.otherAccounts } }

    /// - Returns: the slot's answer to each snapshot; `nil` for a slot that is not a recorded one.
    /// - Throws: ``BacktestError/recording(_:)`` for a question that was not recorded.
    mutating func answers(to request: ModelRequest, slot: String) throws(BacktestError) -> [ModelAnswer]? {
        guard let index = agents.firstIndex(where: { $0.model.settings.slot == slot }) else { return nil }
        let id = request.callID
        let stored: [StoredCall]
        do { stored = try agents[index].model.lookup(id) } catch { throw .recording("\(error)") }
        for effect in agents[index].stage.handle(.asked(request, .replay, stored: stored), at: request.cycle.time) {
            switch effect {
            case .answer(_, let reading): return reading.answers
            case .fail(let id, let detail): throw .recording("\(slot), \(id): \(detail)")
            case .note: break
            case .reserve, .call, .record: throw .inconsistent(what: "\(slot), \(id): a replay asked a model")
            }
        }
        throw .inconsistent(what: "\(slot), \(id): no answer")
    }
}
