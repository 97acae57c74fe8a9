import ModelAgent
import TradingDomain

/// The costed models of a backtest: a simulated model behind the agents' stage, with a provider's counters between.
struct CostedPanel: Sendable {
    struct Agent: Sendable {
        let model: CostedModel
        let trader: SimulatedTrader
        var stage: AgentStage
        var cache = PrefixCache()
        var bill: ModelBill
    }

    private var agents: [Agent]

    /// - Parameters:
    ///   - models: by slot.
    ///   - trader: who answers for a slot.
    init(_ models: [CostedModel], trader: (_ slot: String) -> SimulatedTrader?) {
        agents = models.compactMap { model in
            trader(model.settings.slot).map { trader in
                Agent(
                    model: model,
                    trader: trader,
                    stage: AgentStage(settings: model.settings, spending: Spending(at: .epoch)),
                    bill: ModelBill(slot: model.settings.slot)
                )
            }
        }
    }

    var bills: [ModelBill] { agents.map(\.bill) }

    /// - Returns: the slot's answer to each snapshot; `nil` for a slot that is not costed.
    /// - Throws: ``BacktestError/inconsistent(what:)`` for a prompt that its own reader refuses.
    mutating func answers(to request: ModelRequest, slot: String) throws(BacktestError) -> [ModelAnswer]? {
        guard let index = agents.firstIndex(where: { $0.model.settings.slot == slot }) else { return nil }
        let time = request.cycle.time
        var effects = agents[index].stage.handle(.asked(request, .live, stored: []), at: time)
        var (quiet, cached) = (0, 0)
        while !effects.isEmpty {
            switch effects.removeFirst() {
            case .note(let note): (quiet, cached) = (note.quiet.count, note.cached.count)
            case .reserve: break
            case .call(let prompt): effects += try agents[index].called(prompt)
            case .record(let outcome):
                effects += agents[index].stage.handle(.recorded(outcome.id, mayRepair: true), at: time)
            case .answer(_, let reading):
                if agents[index].isBilled(time) {
                    agents[index].bill.addQuestion(at: time, quiet: quiet, cached: cached)
                }
                return reading.answers
            case .fail(let id, let detail): throw .inconsistent(what: "\(slot), \(id): \(detail)")
            }
        }
        throw .inconsistent(what: "\(slot), \(request.callID): no answer")
    }
}

extension CostedPanel.Agent {
    /// Answers one call as the provider would, and bills it.
    fileprivate mutating func called(_ prompt: ChatPrompt) throws(BacktestError) -> [AgentEffect] {
        let arguments: String
        do throws(PromptTextError) {
            arguments = try trader.arguments(forPrompt: prompt.user)
        } catch {
            throw .inconsistent(what: "\(prompt.id): \(error)")
        }
        let symbols = prompt.symbols
        let text = Array((DecisionTool.description + DecisionTool.parametersJSON + prompt.system + prompt.user).utf8)
        let promptTokens = model.tokenizer.count(text) + Self.frameTokens
        var hit = model.hasPrefixCache ? cache.hit(scope: prompt.model, prompt: text) : 0
        hit = min(model.tokenizer.count(text[..<hit]), promptTokens) / 64 * 64
        // Qwen's implicit cache begins at 256 tokens.
        if model.tokenizer == .qwen, hit < 256 { hit = 0 }
        let usage = TokenUsage(
            promptTokens: promptTokens,
            cachedTokens: hit,
            completionTokens: max(model.tokenizer.count(arguments), model.replyTokensPerSymbol * symbols)
        )
        guard let usage,
            let offer = [model.settings.model, model.settings.strongModel].lazy.compactMap({ $0 })
                .first(where: { $0.name == prompt.model })
        else { throw .inconsistent(what: "\(prompt.id): model \(prompt.model) was not offered") }
        let cost = offer.card?.cost(of: usage, at: prompt.id.cycle.time) ?? offer.unknown_nanoUSD
        if isBilled(prompt.id.cycle.time) {
            bill.add(usage, of: prompt.model, symbols: symbols, cost_nanoUSD: cost)
        }
        let reply = RawReply(
            id: prompt.id,
            httpStatus: 200,
            body: [],
            content: .arguments(arguments),
            cost_nanoUSD: cost
        )
        return stage.handle(.replied(reply), at: prompt.id.cycle.time)
    }

    fileprivate func isBilled(_ time: Timestamp) -> Bool { model.billedSince.map { time >= $0 } ?? true }

    /// Tokens of roles and of the tool's frame around the texts.
    private static var frameTokens: Int { 24 }
}
