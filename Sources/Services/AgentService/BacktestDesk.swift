internal import Dispatch
internal import Foundation
internal import LanguageModels
package import ModelAgent
package import Ports
package import Runtime
internal import SQLiteStore
internal import Synchronization
package import TradingDomain

/// The real model of one slot for a backtest: a provider, and a file of calls like an agent's.
///
/// The folder of the files is a recording: `--models replay --recorded FOLDER` repeats the run without a call.
package final class BacktestDesk: ModelDesk {
    /// The agent's of a live run, but for its budgets by the hour: a backtest has one for all of it.
    package let settings: AgentSettings
    package let model: String

    private let engine: ModelEngine
    private let store: CallStore
    private let purse: BacktestPurse
    private let slot: String
    /// What the last reply said of its tokens and how long it took.
    private let last = Mutex<(usage: TokenUsage?, duration_ms: Int64)>((nil, 0))

    /// So often a call that may succeed later is made again, with waits of 1, 2, 4... seconds between.
    private static let mostTries = 5

    /// - Parameters:
    ///   - slot: whose model.
    ///   - folder: where the calls are kept; it exists.
    ///   - settings: of the run.
    ///   - paths: of the run.
    ///   - purse: what the models of the run may cost together.
    /// - Throws: ``ProcessFailure`` for a slot without a provider or a key, or a file that cannot be used.
    package init(
        slot: String,
        folder: String,
        settings: Settings,
        paths: RunPaths,
        purse: BacktestPurse
    ) throws(ProcessFailure) {
        self.slot = slot
        self.purse = purse
        let engine = try ModelEngine(slot: slot, model: nil, settings: settings, paths: paths)
        guard !engine.isInProcess, !engine.isSimulated else {
            throw ProcessFailure(
                .configuration,
                "\(slot) has no real model to ask: set \(slot).engine=http and a key, see docs/agents.md"
            )
        }
        self.engine = engine
        model = engine.model
        let (template, savings) = (try PromptTemplate.configured(settings), try settings.costSavings())
        do throws(InvalidSettings) {
            var agent = try AgentSettings(
                slot: slot,
                model: engine.offer,
                strongModel: engine.strongOffer,
                template: template,
                budget: .unlimited,
                isMetered: true,
                savings: savings,
                repairs: settings.flag("cost.repair")
            )
            agent.isMasked = settings.flag("models.masked")
            self.settings = agent
        } catch {
            throw ProcessFailure(.configuration, "\(error)")
        }
        do throws(StoreError) {
            store = try CallStore(path: "\(folder)/llm-\(slot)-1.sqlite", durability: .full)
            purse.add(spent_nanoUSD: try store.spent(since: .epoch))
        } catch {
            throw ProcessFailure(.data, "\(error)")
        }
    }

    package func stored(_ id: CallID) throws(ModelDeskError) -> [StoredCall] {
        do throws(StoreError) {
            return try store.calls(id.cycle, id.channel).map { call in
                let content =
                    call.outcome.map { engine.content(of: $0, model: call.intent.model) }
                    ?? .unusable(.unreachable, detail: "an earlier run stopped while the call was under way")
                return StoredCall(.ended(content), part: call.intent.key.part, isRepair: call.intent.key.isRepair)
            }
        } catch {
            throw .store("\(error)")
        }
    }

    package func reserve(_ intent: CallIntent) throws(ModelDeskError) {
        try purse.reserve(intent.reserved_nanoUSD)
        do throws(StoreError) {
            try store.reserve(
                CallStore.Intent(
                    key: CallStore.Key(intent.id),
                    model: intent.model,
                    promptDigest: "\(intent.promptVersion) \(intent.promptDigest)",
                    prompt: intent.user,
                    symbols: intent.symbols,
                    isSimulated: false,
                    reserved_nanoUSD: intent.reserved_nanoUSD,
                    choice: intent.choice
                )
            )
        } catch {
            throw .store("\(error)")
        }
    }

    package func ask(_ prompt: ChatPrompt) throws(ModelDeskError) -> AgentEvent {
        var tries = 1
        while true {
            let start = ContinuousClock.now
            let result = waited(prompt)
            let duration_ms = (ContinuousClock.now - start) / .milliseconds(1)
            switch result {
            case .replied(let reply, let usage, _):
                last.withLock { $0 = (usage, Int64(duration_ms)) }
                return .replied(reply)
            case .failed(let failure):
                last.withLock { $0 = (nil, Int64(duration_ms)) }
                if case .stopAgent = failure.reaction {
                    throw .unavailable("\(slot): \(failure.detail)")
                }
                guard failure.isTransient else {
                    return .callFailed(
                        prompt.id,
                        failure.cause,
                        detail: failure.detail,
                        cost_nanoUSD: failure.cost_nanoUSD
                    )
                }
                guard tries < Self.mostTries else {
                    throw .unavailable("\(slot) does not answer, \(tries) times in a row: \(failure.detail)")
                }
                Thread.sleep(forTimeInterval: Double(failure.retryAfter_ms ?? (500 << tries)) / 1_000)
                tries += 1
            }
        }
    }

    /// What the calls cost and how long they took.
    package func paid(from first: Timestamp, through last: Timestamp) throws(ProcessFailure) -> [PaidCall] {
        do throws(StoreError) {
            return try store.paid(from: first, through: last)
        } catch {
            throw ProcessFailure(.data, "\(error)")
        }
    }

    /// The backtest is one thread and has nothing else to do: it waits for the answer.
    private func waited(_ prompt: ChatPrompt) -> ModelEngine.Result {
        let (engine, done) = (engine, DispatchSemaphore(value: 0))
        let box = ResultBox()
        Task.detached {
            let result = await engine.ask(prompt, deadline_ms: engine.timeout_ms)
            box.result.withLock { $0 = result }
            done.signal()
        }
        done.wait()
        return box.result.withLock { $0 }
            ?? .failed(ModelEngine.Failure(.unreachable, "the call ended without a result"))
    }

    private final class ResultBox: Sendable {
        let result = Mutex<ModelEngine.Result?>(nil)
    }

    package func settle(_ outcome: CallOutcome) throws(ModelDeskError) {
        let (usage, duration_ms) = last.withLock { $0 }
        let stored: CallStore.Outcome
        switch outcome {
        case .replied(let reply, let cost):
            stored = CallStore.Outcome(
                status: reply.httpStatus,
                reply: reply.body,
                failure: nil,
                cost_nanoUSD: cost,
                promptTokens: usage?.promptTokens ?? 0,
                cachedTokens: usage?.cachedTokens ?? 0,
                completionTokens: usage?.completionTokens ?? 0,
                duration_ms: duration_ms
            )
        case .failed(_, let cause, _, let cost):
            stored = CallStore.Outcome(
                status: nil,
                reply: nil,
                failure: cause.rawValue,
                cost_nanoUSD: cost,
                duration_ms: duration_ms
            )
        }
        do throws(StoreError) { try store.settle(CallStore.Key(outcome.id), stored) } catch { throw .store("\(error)") }
        purse.settle(stored.cost_nanoUSD)
    }
}
