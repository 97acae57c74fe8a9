package import ModelAgent
package import Ports
internal import TradingDomain

/// A slot whose real model is asked during a backtest.
package struct AskedModel: Sendable {
    package let settings: AgentSettings
    package let desk: any ModelDesk

    /// - Parameters:
    ///   - settings: the agent's of a live run.
    ///   - desk: who asks.
    package init(settings: AgentSettings, desk: any ModelDesk) {
        self.settings = settings
        self.desk = desk
    }
}

/// The real models of a backtest, asked through the stage that the agents run.
struct AskedPanel: Sendable {
    private var agents: [(model: AskedModel, stage: AgentStage)]

    init(_ models: [AskedModel]) {
        agents = models.map { ($0, AgentStage(settings: $0.settings, spending: Spending(at: .epoch))) }
    }

    /// - Returns: the slot's answer to each snapshot; `nil` for a slot that is not asked.
    /// - Throws: ``BacktestError/models(_:)`` for what the desk throws; ``BacktestError/recording(_:)`` for a question of a
    ///   baseline that the run did not ask.
    mutating func answers(to request: ModelRequest, slot: String) throws(BacktestError) -> [ModelAnswer]? {
        guard let index = agents.firstIndex(where: { $0.model.settings.slot == slot }) else { return nil }
        do throws(ModelDeskError) {
            return try answers(to: request, of: index)
        } catch {
            if case .notAsked(let what) = error { throw .recording(what) }
            throw .models(error)
        }
    }

    private mutating func answers(
        to request: ModelRequest,
        of index: Int
    ) throws(ModelDeskError) -> [ModelAnswer] {
        let (desk, time) = (agents[index].model.desk, request.cycle.time)
        let stored = try desk.stored(request.callID)
        var effects = agents[index].stage.handle(.asked(request, .live, stored: stored), at: time)
        while !effects.isEmpty {
            switch effects.removeFirst() {
            case .note: break
            case .reserve(let intent): try desk.reserve(intent)
            case .call(let prompt): effects += agents[index].stage.handle(try desk.ask(prompt), at: time)
            case .record(let outcome):
                try desk.settle(outcome)
                effects += agents[index].stage.handle(.recorded(outcome.id, mayRepair: true), at: time)
            case .answer(_, let reading): return reading.answers
            case .fail(let id, let detail): throw .unavailable("\(id): \(detail)")
            }
        }
        throw .unavailable("\(request.callID): no answer; this is a bug, report it")
    }
}

/// A baseline's desk: it has what the run asked, and asks nothing.
final class ClosedDesk: ModelDesk {
    private let desk: any ModelDesk
    private let slot: String

    init(_ model: AskedModel) {
        desk = model.desk
        slot = model.settings.slot
    }

    func stored(_ id: CallID) throws(ModelDeskError) -> [StoredCall] { try desk.stored(id) }

    func reserve(_ intent: CallIntent) throws(ModelDeskError) {
        throw .notAsked("\(slot), \(intent.id): the run did not ask this, and a baseline pays nothing")
    }

    func ask(_ prompt: ChatPrompt) throws(ModelDeskError) -> AgentEvent {
        throw .notAsked("\(slot), \(prompt.id): the run did not ask this, and a baseline pays nothing")
    }

    func settle(_ outcome: CallOutcome) throws(ModelDeskError) {}
}
