internal import Logging
internal import ModelAgent
internal import Ports
package import Runtime
internal import SQLiteStore
internal import TradingDomain
internal import WireFormat
internal import ZeroMQBus

/// A model agent's shell: registers with the fusion node, and turns each question into one recorded call.
///
/// The reservation is on disk before a call leaves, the raw reply before it is read, and the answer leaves last.
package actor AgentNode: PipelineNode {
    package nonisolated let context: ProcessContext
    package nonisolated var unownedExecutor: UnownedSerialExecutor { context.loop.asUnownedSerialExecutor() }

    package let publisher: EventPublisher
    package var report: StatusReport {
        var report = StatusReport()
        report.cursor = lastCycle?.position ?? 0
        report.eventTime = lastCycle?.time
        report.state = state == "active" ? "running" : "waiting"
        report.detail = "\(state), \(modelName)\(isSimulated ? " (simulated)" : "")"
        report.handled = handled
        return report
    }

    /// How an agent presents itself.
    package struct Appearance: Sendable {
        package var slot: String
        package var model: String?
        package var takesOver = false
        package var isShadow = false

        package init(slot: String) { self.slot = slot }
    }

    let appearance: Appearance
    let engine: ModelEngine
    let store: CallStore
    let link: PeerSocket
    let server: ServiceServer
    var stage: AgentStage
    /// The replies of an earlier run that answer in place of the model.
    let recorded: RecordedCalls?
    /// One queue a channel: both questions of a cycle are under way at once.
    private let calls: [Channel: WorkQueue<ChatPrompt>] = [.direction: WorkQueue(), .entry: WorkQueue()]
    private var state = "registering"
    private var lastCycle: CycleID?
    private var handled: UInt64 = 0
    var takesOver: Bool
    /// The day's spending was read from the file.
    private var hasBudget = false

    package init(_ context: ProcessContext, _ appearance: Appearance) throws {
        self.context = context
        self.appearance = appearance
        takesOver = appearance.takesOver
        let slot = appearance.slot
        engine = try ModelEngine(slot: slot, model: appearance.model, settings: context.settings, paths: context.paths)
        store = try CallStore(
            path: context.paths.store("llm-\(slot)-\(context.instance)"),
            durability: context.settings.isDurable ? .full : .normal
        )
        let budget = try context.settings.dailyBudget_nanoUSD(slot)
        let settings = try AgentSettings(
            slot: slot,
            model: engine.model,
            template: try PromptTemplate.configured(context.settings),
            reservation_nanoUSD: engine.reservation_nanoUSD,
            dailyBudget_nanoUSD: budget
        )
        stage = AgentStage(settings: settings, budget: DayBudget(dayOf: .epoch))
        recorded = try RecordedCalls.configured(slot, context.settings)
        publisher = try EventPublisher(context)
        server = try ServiceServer(context)
        link = try PeerSocket(
            loop: context.loop,
            connect: try .ipc(path: context.paths.socket(.fusionNode, "1", "service")),
            limits: .service
        )
    }

    package func run() async throws {
        context.reportReady()
        defer { try? store.close() }
        try await together([
            { try await self.listen() }, { try await self.stayRegistered() }, { try await self.call(.direction) },
            { try await self.call(.entry) }, { try await self.serve() },
        ])
    }

    private func listen() async throws {
        while true {
            let body = try await link.receive().body
            do {
                guard case .agentCommand(let command) = try WireFormat.reply(body).body else { continue }
                try obey(command)
            } catch let error as WireError {
                context.logger.warning("command refused", metadata: ["error": "\(error)"])
            }
        }
    }

    private func obey(_ command: Tandem_V1_AgentCommand) throws {
        switch command.kind {
        case .ask(let ask): try asked(try ask.domain())
        case .state(let state):
            self.state = state
            // Known to the fusion node: an agent that nobody asks for a while is no crash in the making.
            if recorded == nil { context.reportProgress() }
            // Taking over happens once; after that a restarted fusion node decides by order of registration.
            takesOver = false
            context.logger.notice("role of this agent", metadata: ["slot": "\(appearance.slot)", "state": "\(state)"])
        case .sayHello: sayHello()
        case nil: throw WireError.missing(field: "agent_command.kind")
        }
    }

    private func asked(_ request: ModelRequest) throws {
        lastCycle = request.cycle
        if let recorded { return try replay(request, from: recorded) }
        try rollBudget(to: request.cycle.time)
        var stored = StoredCall.none
        if let outcome = try store.outcome(request.cycle, request.channel) {
            stored = .ended(content(of: outcome))
        } else if let reserved = try store.reserved(request.cycle, request.channel) {
            // A real provider may have billed the call that a crash cut off: it is never paid for twice.
            stored =
                engine.isSimulated
                ? .reserved(nanoUSD: reserved)
                : .ended(.unusable(.unreachable, detail: "this agent stopped while the call was under way"))
        }
        try carryOut(stage.handle(.asked(request, .live, stored: stored), at: request.cycle.time))
    }

    private func rollBudget(to time: Timestamp) throws {
        guard !hasBudget else { return }
        hasBudget = true
        let spent = try store.spent(onDayOf: time)
        stage = AgentStage(settings: stage.settings, budget: DayBudget(dayOf: time, spent_nanoUSD: spent))
    }

    func content(of outcome: CallStore.Outcome) -> ReplyContent {
        if let reply = outcome.reply { return engine.content(of: reply) }
        let cause = outcome.failure.flatMap(AbstentionCause.init(rawValue:)) ?? .unreachable
        return .unusable(cause, detail: "stored")
    }

    func carryOut(_ effects: [AgentEffect]) throws {
        for effect in effects {
            switch effect {
            case .reserve(let intent): try reserve(intent)
            case .call(let prompt): calls[prompt.id.channel]?.put(prompt)
            case .record(let outcome):
                try settle(outcome)
                try carryOut(stage.handle(.recorded(outcome.id), at: outcome.id.cycle.time))
            case .answer(let id, let reading): answer(id, reading)
            case .fail(let id, let detail): throw ProcessFailure(.data, "\(id): \(detail)")
            }
        }
    }

    private func reserve(_ intent: CallIntent) throws {
        try store.reserve(
            CallStore.Intent(
                cycle: intent.id.cycle,
                channel: intent.id.channel,
                model: intent.model,
                promptDigest: "\(intent.promptVersion) \(intent.promptDigest)",
                prompt: intent.user,
                isSimulated: engine.isSimulated,
                reserved_nanoUSD: intent.reserved_nanoUSD
            )
        )
    }

    private func settle(_ outcome: CallOutcome) throws {
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
                    completionTokens: lastUsage?.completionTokens ?? 0
                )
            case .failed(_, let cause, _, let cost):
                CallStore.Outcome(status: nil, reply: nil, failure: cause.rawValue, cost_nanoUSD: cost)
            }
        try store.settle(outcome.id.cycle, outcome.id.channel, stored)
        publish(outcome.id, stored)
    }

    private var lastUsage: TokenUsage?
    private var lastDuration_ms: Int64 = 0
    private var lastIsSimulated = false

    func publish(_ id: CallID, _ outcome: CallStore.Outcome) {
        var call = Tandem_V1_ModelCall()
        call.slot = appearance.slot
        call.instance = context.instance
        call.model = modelName
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

    private func answer(_ id: CallID, _ reading: ReplyReading) {
        for refusal in reading.refusals {
            context.logger.warning("reply refused", metadata: ["call": "\(id)", "reason": "\(refusal)"])
        }
        handled += 1
        if recorded == nil { context.reportProgress() }
        tell(
            .answer(
                reading.answers,
                cycle: id.cycle,
                channel: id.channel,
                slot: appearance.slot,
                instance: context.instance
            )
        )
    }

    /// Makes the calls of one channel, one at a time. In a lockstep replay a call that the network lost is made again:
    /// there the market waits, and a server that is being restarted must change nothing.
    private func call(_ channel: Channel) async throws {
        try await calls[channel]?.forEach { prompt in
            if !context.isLockstep, let lastCycle, prompt.id.cycle < lastCycle {
                let late = AgentEvent.callFailed(
                    prompt.id,
                    .timedOut,
                    detail: "a newer cycle has begun",
                    cost_nanoUSD: 0
                )
                return try carryOut(stage.handle(late, at: prompt.id.cycle.time))
            }
            var pause_ms = 50
            while true {
                let start_ms = BusLoop.monotonicMilliseconds()
                let result = await engine.ask(prompt)
                try Task.checkCancellation()
                lastDuration_ms = BusLoop.monotonicMilliseconds() - start_ms
                switch result {
                case .replied(let reply, let usage, let isSimulated):
                    (lastUsage, lastIsSimulated) = (usage, isSimulated)
                    return try carryOut(stage.handle(.replied(reply), at: prompt.id.cycle.time))
                case .failed(let cause, let detail, let cost, let isTransient):
                    if context.isLockstep, isTransient, engine.isSimulated {
                        context.logger.debug(
                            "call is made again",
                            metadata: ["call": "\(prompt.id)", "why": "\(detail)"]
                        )
                        try await context.loop.sleep(milliseconds: pause_ms)
                        pause_ms = min(pause_ms * 2, 2_000)
                        continue
                    }
                    (lastUsage, lastIsSimulated) = (nil, engine.isSimulated)
                    context.logger.warning("call failed", metadata: ["call": "\(prompt.id)", "why": "\(detail)"])
                    let failed = AgentEvent.callFailed(prompt.id, cause, detail: detail, cost_nanoUSD: cost)
                    return try carryOut(stage.handle(failed, at: prompt.id.cycle.time))
                }
            }
        }
    }
}
