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
        report.detail =
            "\(state), \(modelName)\(isSimulated && modelName != ModelEngine.rules ? " (simulated)" : "")\(condition)"
        report.handled = handled
        return report
    }

    /// How an agent presents itself.
    package struct Appearance: Sendable {
        package var slot: String
        package var model: String?
        package var takesOver = false
        package var isShadow = false
        package var isSharing = false

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
    let calls: [Channel: WorkQueue<ChatPrompt>] = [.direction: WorkQueue(), .entry: WorkQueue()]
    private var state = "registering"
    var lastCycle: CycleID?
    var handled: UInt64 = 0
    var takesOver: Bool
    var gate: CallGate
    let haltFile: AccountHaltFile
    /// The gate's word: nothing may be opened, so nothing need be asked.
    var gateHalt: String?
    /// When the questions under way first came, monotonic; an answer that is late is asked for again.
    private var arrivals: [(id: CallID, at_ms: Int64)] = []
    var lastUsage: TokenUsage?
    var lastDuration_ms: Int64 = 0
    var lastIsSimulated = false
    private var lastStep = DegradeStep.none
    /// Calls that do not leave this process, until they have an outcome.
    var unwritten: [CallStore.Intent] = []
    /// Calls on disk that nobody was told of yet.
    var settled: [(key: CallStore.Key, outcome: CallStore.Outcome)] = []
    /// Up to where the file may have calls of a channel.
    private var askedThrough: [Channel: LogPosition] = [:]
    /// What the file has of earlier lives was read.
    private var hasMemory = false

    package init(_ context: ProcessContext, _ appearance: Appearance) throws {
        self.context = context
        self.appearance = appearance
        takesOver = appearance.takesOver
        gate = CallGate(
            callsPerMinute: Int(context.settings.integer("models.calls_per_minute")),
            pause_ms: context.settings.integer("models.breaker_seconds") * 1_000
        )
        haltFile = AccountHaltFile(context.paths)
        let slot = appearance.slot
        engine = try ModelEngine(slot: slot, model: appearance.model, settings: context.settings, paths: context.paths)
        store = try CallStore(
            path: context.paths.store("llm-\(slot)-\(context.instance)"),
            durability: context.settings.isDurable ? .full : .normal
        )
        stage = AgentStage(settings: try Self.settings(slot, engine, context.settings), spending: Spending(at: .epoch))
        recorded = try RecordedCalls.configured(slot, context.settings)
        publisher = try EventPublisher(context)
        server = try ServiceServer(context)
        link = try PeerSocket(
            loop: context.loop,
            connect: try .ipc(path: context.paths.socket(.fusionNode, "1", "service")),
            limits: .service
        )
    }

    private static func settings(
        _ slot: String,
        _ engine: ModelEngine,
        _ settings: Settings
    ) throws(ProcessFailure) -> AgentSettings {
        let budget = try settings.budget(slot)
        let savings = try settings.costSavings()
        let template = try PromptTemplate.configured(settings)
        do throws(InvalidSettings) {
            var agent = try AgentSettings(
                slot: slot,
                model: engine.offer,
                strongModel: engine.strongOffer,
                template: template,
                budget: budget,
                isMetered: !engine.isSimulated,
                savings: savings,
                repairs: settings.flag("cost.repair")
            )
            agent.isMasked = settings.flag("models.masked")
            return agent
        } catch {
            throw ProcessFailure(.configuration, "\(error)")
        }
    }

    package func run() async throws {
        warnOfRetiredModels()
        context.reportReady()
        defer {
            tell(.beat(slot: appearance.slot, instance: context.instance, isLeaving: true))
            try? store.close()
        }
        try await together([
            { try await self.listen() }, { try await self.stayRegistered() }, { try await self.call(.direction) },
            { try await self.call(.entry) }, { try await self.serve() }, { try await self.followGate() },
        ])
    }

    /// The settings may name what the provider no longer serves.
    private func warnOfRetiredModels() {
        for offer in [engine.offer, engine.strongOffer].compactMap({ $0 }) {
            guard let retired = offer.card?.retired else { continue }
            context.logger.warning(
                "the provider has retired this model; name another in the settings",
                metadata: ["model": "\(offer.name)", "since": "\(retired)"]
            )
        }
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
            // Taking over happens once; after that a restarted fusion node decides by order of registration.
            takesOver = false
            context.logger.notice("role of this agent", metadata: ["slot": "\(appearance.slot)", "state": "\(state)"])
        case .sayHello: sayHello()
        case nil: throw WireError.missing(field: "agent_command.kind")
        }
    }

    private func asked(_ request: ModelRequest) throws {
        lastCycle = request.cycle
        if !arrivals.contains(where: { $0.id == request.callID }) {
            arrivals = arrivals.suffix(15) + [(request.callID, BusLoop.monotonicMilliseconds())]
        }
        try remember(before: request.cycle.time)
        if let recorded { return try replay(request, from: recorded) }
        try carryOut(stage.handle(.asked(request, .live, stored: try storedCalls(request)), at: request.cycle.time))
        guard stage.step != lastStep else { return }
        lastStep = stage.step
        context.logger.notice("spending is cut down", metadata: ["step": "\(lastStep.name)"])
    }

    /// What the file has of a question; a new one is not looked for.
    private func storedCalls(_ request: ModelRequest) throws -> [StoredCall] {
        guard request.cycle.position <= askedThrough[request.channel] ?? .max else {
            askedThrough[request.channel] = request.cycle.position
            return []
        }
        return try store.calls(request.cycle, request.channel).map { call -> StoredCall in
            let key = call.intent.key
            if let outcome = call.outcome {
                let content = engine.content(of: outcome, model: call.intent.model)
                return StoredCall(.ended(content), part: key.part, isRepair: key.isRepair)
            }
            // A real provider may have billed the call that a crash cut off: it is never paid for twice.
            let state: StoredCall.State =
                engine.isSimulated
                ? .reserved(nanoUSD: call.intent.reserved_nanoUSD)
                : .ended(.unusable(.unreachable, detail: "this agent stopped while the call was under way"))
            return StoredCall(state, part: key.part, isRepair: key.isRepair)
        }
    }

    /// The spending of the current windows and the replies that still stand are read from the file once; then the
    /// stage counts, and keeps.
    private func remember(before time: Timestamp) throws {
        guard !hasMemory else { return }
        hasMemory = true
        let newest = try store.newestPosition()
        for channel in Channel.allCases { askedThrough[channel] = newest }
        if recorded == nil {
            let sums = try Spending.Window.allCases.map { try store.spent(since: $0.start(of: time)) }
            var place = 0
            let spending = Spending(at: time) { _ in
                defer { place += 1 }
                return sums[place]
            }
            stage = AgentStage(settings: stage.settings, spending: spending)
        }
        stage.remember(try standingReplies(at: time))
    }

    func carryOut(_ effects: [AgentEffect]) throws {
        for effect in effects {
            switch effect {
            case .reserve(let intent): try reserve(intent)
            case .call(let prompt): calls[prompt.id.channel]?.put(prompt)
            case .record(let outcome):
                try settle(outcome)
                let recorded = AgentEvent.recorded(outcome.id, mayRepair: hasTimeForRepair)
                try carryOut(stage.handle(recorded, at: outcome.id.cycle.time))
                publishSettled()
            case .note(let note): try write(note)
            case .answer(let id, let reading): answer(id, reading)
            case .fail(let id, let detail): throw ProcessFailure(.data, "\(id): \(detail)")
            }
        }
    }

    /// A repair takes as long as the call that it repairs; in a lockstep replay the market waits.
    private var hasTimeForRepair: Bool { context.isLockstep || lastDuration_ms * 2 < Int64(engine.timeout_ms) }

    /// What a person should know: nothing leaves, or less than usual.
    private var condition: String {
        if let reason = gate.stopReason { return ", STOPPED: \(reason.prefix(120))" }
        if let haltReason { return ", nothing is asked: \(haltReason.prefix(120))" }
        if gate.isOpen { return ", provider failing, calls paused" }
        return stage.step == .none ? "" : ", saving: \(stage.step.name)"
    }

    private func answer(_ id: CallID, _ reading: ReplyReading) {
        for refusal in reading.refusals {
            context.logger.warning("reply refused", metadata: ["call": "\(id)", "reason": "\(refusal)"])
        }
        handled += 1
        if let arrival = arrivals.last(where: { $0.id == id }) {
            let elapsed_ms = BusLoop.monotonicMilliseconds() - arrival.at_ms
            context.logger.debug("answered", metadata: ["call": "\(id)", "elapsed_ms": "\(elapsed_ms)"])
        }
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
}
