internal import ModelAgent
internal import Ports
internal import Runtime
internal import SQLiteStore
internal import TradingDomain
internal import WireFormat

/// What an agent commits: reservations, replies, and what was not asked.
extension AgentNode {
    /// A call that leaves this process is on disk first. One that does not costs nothing and comes out the same again: it
    /// is written with its outcome.
    func reserve(_ intent: CallIntent) throws {
        let stored = CallStore.Intent(
            key: CallStore.Key(intent.id),
            model: intent.model,
            promptDigest: "\(intent.promptVersion) \(intent.promptDigest)",
            prompt: intent.user,
            symbols: intent.symbols,
            isSimulated: engine.isSimulated,
            reserved_nanoUSD: intent.reserved_nanoUSD,
            choice: intent.choice
        )
        if engine.isInProcess { unwritten.append(stored) } else { try store.reserve(stored) }
    }

    func settle(_ outcome: CallOutcome) throws {
        let stored: CallStore.Outcome =
            switch outcome {
            case .replied(let reply, let cost):
                CallStore.Outcome(
                    status: reply.httpStatus,
                    reply: reply.body,
                    failure: nil,
                    cost_nanoUSD: cost,
                    promptTokens: lastUsage?.promptTokens ?? 0,
                    cachedTokens: lastUsage?.cachedTokens ?? 0,
                    completionTokens: lastUsage?.completionTokens ?? 0,
                    duration_ms: lastDuration_ms
                )
            case .failed(_, let cause, _, let cost):
                CallStore.Outcome(
                    status: nil,
                    reply: nil,
                    failure: cause.rawValue,
                    cost_nanoUSD: cost,
                    duration_ms: lastDuration_ms
                )
            }
        let key = CallStore.Key(outcome.id)
        if let place = unwritten.firstIndex(where: { $0.key == key }) {
            try store.record(unwritten.remove(at: place), stored)
        } else {
            try store.settle(key, stored)
        }
        settled.append((key, stored))
    }

    /// The replies of this file that answer the same question again, oldest first.
    func standingReplies(at time: Timestamp) throws -> [RememberedReply] {
        let age_ms = stage.settings.savings.cacheAge_ms
        guard age_ms > 0 else { return [] }
        let calls = try store.replied(
            from: time.advanced(byMilliseconds: -age_ms),
            through: time,
            limit: AgentStage.mostCached
        )
        return calls.compactMap { call in
            guard let outcome = call.outcome else { return nil }
            let content = recorded?.content(of: call) ?? engine.content(of: outcome, model: call.intent.model)
            return RememberedReply(
                model: call.intent.model,
                rules: call.intent.promptDigest,
                user: call.intent.prompt,
                content: content,
                time: call.intent.key.cycle.time
            )
        }
    }

    /// Tells of the calls that were settled, once what waits for them has left.
    func publishSettled() {
        for (key, outcome) in settled { publish(key, outcome, model: modelName) }
        settled.removeAll(keepingCapacity: true)
    }

    func publish(_ id: CallStore.Key, _ outcome: CallStore.Outcome, model: String) {
        var call = Tandem_V1_ModelCall()
        call.slot = appearance.slot
        call.instance = context.instance
        call.model = model
        call.isSimulated = isSimulated || lastIsSimulated
        call.cycle = Tandem_V1_Cycle(id.cycle)
        call.channel = id.channel.rawValue
        call.promptTokens = UInt32(clamping: outcome.promptTokens)
        call.cachedTokens = UInt32(clamping: outcome.cachedTokens)
        call.completionTokens = UInt32(clamping: outcome.completionTokens)
        call.costNanoUsd = outcome.cost_nanoUSD
        call.durationMs = UInt32(clamping: lastDuration_ms)
        if let failure = outcome.failure { call.failure = failure }
        publisher.publish(.call, .call(call))
    }

    func write(_ note: QuestionNote) throws {
        try store.note(
            CallStore.Unasked(
                cycle: note.cycle,
                channel: note.channel,
                quiet: note.quiet,
                cached: note.cached,
                ruled: note.ruled,
                step: note.step.name,
                saved_nanoUSD: note.saved_nanoUSD
            )
        )
    }
}

extension CallStore.Key {
    init(_ id: CallID) { self.init(id.cycle, id.channel, part: id.part, isRepair: id.isRepair) }
}
