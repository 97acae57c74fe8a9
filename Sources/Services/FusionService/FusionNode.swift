internal import Fusion
internal import Logging
package import Runtime
internal import SQLiteStore
internal import StageSettings
internal import TradingDomain
internal import WireFormat
internal import ZeroMQBus

/// The fusion node's shell: the five-minute scheduler. It carries out what the cycle's state machine orders, commits
/// before it sends, and goes on after a crash where its file says.
package actor FusionNode: PipelineNode {
    package nonisolated let context: ProcessContext
    package nonisolated var unownedExecutor: UnownedSerialExecutor { context.loop.asUnownedSerialExecutor() }

    package let publisher: EventPublisher
    package var report: StatusReport {
        var report = StatusReport()
        report.cursor = stage.lastCompleted?.position ?? 0
        report.eventTime = stage.lastCompleted?.time
        report.state = stage.openCycle == nil ? "running" : "waiting"
        report.detail = "\(counts.cycles) cycles, \(missed) missed"
        report.handled = handled
        return report
    }

    let server: ServiceServer
    let store: DecisionStore
    var stage: FusionStage
    var registry: SlotRegistry
    var counts: (cycles: UInt64, decisions: UInt64)
    /// How to reach an agent, by the registry's name for its link.
    var peers: [AgentID: PeerID] = [:]
    var answersByAgent: [AgentID: UInt64] = [:]
    private var handled: UInt64 = 0
    private let gate: ServiceClient
    private let workers: [ServiceClient]
    private let featureQuestions = WorkQueue<CycleID>()
    /// Asked for what the models are told of the account.
    let broker: ServiceClient
    let accountQuestions = WorkQueue<CycleID>()
    private let submissions = WorkQueue<Submission>()
    private let deadlines = WorkQueue<(cycle: CycleID, at_ms: Int64)>()

    /// The held answers as they were committed last; they change a few times a day.
    private var heldOnDisk: [HeldAnswer]?
    /// The market log's chain at ticks whose cycle is not complete yet.
    private var tickChains: [LogPosition: UInt64] = [:]
    /// Ticks that were over before this node saw them.
    private var skippedTicks = 0
    var missed: Int { stage.missedTicks + skippedTicks }
    var simulatedAgents: Set<AgentID>
    /// Questions that instances of a slot answer together.
    var shared: [SharedQuestion] = []
    /// Who is dealt the first part of the next one.
    var turn = 0
    /// Who votes for which slot, as it was committed last.
    var rosterOnDisk: [UInt8]?

    /// The questions encoded last.
    var lastAsks: [(request: ModelRequest, bytes: [UInt8])] = []
    /// The record committed last; what is announced was committed just before.
    private var savedRecord: [UInt8] = []

    private struct Submission: Sendable {
        let cycle: CycleID
        let proposals: [Proposal]
    }

    package init(_ context: ProcessContext) throws {
        self.context = context
        store = try DecisionStore(
            path: context.paths.store("decisions"),
            durability: context.settings.isDurable ? .full : .normal
        )
        stage = try FusionStage.restored(from: store, settings: try context.settings.fusion())
        (registry, simulatedAgents) = try Self.restoredRegistry(from: store, context.settings)
        counts = try store.counts()
        publisher = try EventPublisher(context)
        server = try ServiceServer(context)
        gate = try ServiceClient(context, to: .riskGate)
        broker = try ServiceClient(context, to: .paperBroker)
        var workers: [ServiceClient] = []
        for instance in 1...context.settings.integer("features.shards") {
            workers.append(try ServiceClient(context, to: .featureWorker, instance: "\(instance)"))
        }
        self.workers = workers
    }

    package func run() async throws {
        context.reportReady()
        defer { try? store.close() }
        try await together([
            { try await self.followTicks() }, { try await self.serve() }, { try await self.askFeatures() },
            { try await self.askAccount() }, { try await self.submitProposals() }, { try await self.keepDeadlines() },
            { try await self.watchAgents() },
        ])
    }

    private func followTicks() async throws {
        let last = try store.newestComplete()
        let reader = try MarketReader(context, after: last?.cycle.position ?? 0, chain: last?.chain ?? 0)
        while true {
            var chain = reader.chain ?? 0
            let events = try await reader.next()
            let newest = events.last { if case .tick = $0.kind { true } else { false } }?.position
            for event in events {
                chain = event.chained(after: chain)
                guard case .tick = event.kind else { continue }
                // Live, a tick that is behind a newer one is history: no model is paid to look at it.
                let isOpen = stage.openCycle?.position == event.position
                guard context.isLockstep || event.position == newest || isOpen else {
                    skippedTicks += 1
                    continue
                }
                let cycle = CycleID(time: event.time, position: event.position)
                tickChains[event.position] = chain
                try handle(.tickReached(cycle))
                guard !context.isLockstep, stage.openCycle == cycle else { continue }
                let deadline_ms = BusLoop.monotonicMilliseconds() + context.settings.integer("cycle.deadline_ms")
                try queued(deadlines.put((cycle, deadline_ms)))
            }
        }
    }

    /// Lets the stage handle an event and carries out its effects, in order, without a suspension between.
    func handle(_ event: FusionStage.Event) throws {
        let effects = stage.handle(event, at: stage.openCycle?.time ?? .epoch)
        encodeQuestions(of: effects)
        for (place, effect) in effects.enumerated() {
            switch effect {
            case .requestAccount(let cycle): try queued(accountQuestions.put(cycle))
            case .requestFeatures(let cycle): try queued(featureQuestions.put(cycle))
            case .ask(let slot, let request): try ask(slot, request)
            case .record(let record, let held, let isComplete):
                let proposals = effects[place...].lazy.compactMap(\.proposals).first ?? []
                try save(record, held: held, proposals: proposals, isComplete: isComplete)
            case .submit(let cycle, let proposals):
                try queued(submissions.put(Submission(cycle: cycle, proposals: proposals)))
            case .recordVerdicts(let record): try save(record, held: nil, proposals: [], isComplete: true)
            case .announce(let record): announce(record)
            }
        }
    }

    private func queued(_ isTaken: Bool) throws {
        guard isTaken else { throw ProcessFailure(.failure, "a work queue is full: the cycle cannot go on") }
    }

    private func save(_ record: CycleRecord, held: [HeldAnswer]?, proposals: [Proposal], isComplete: Bool) throws {
        let bytes = WireFormat.encode(Tandem_V1_CycleRecord(record))
        try store.save(
            record.cycle,
            record: bytes,
            proposals: proposals.isEmpty ? [] : WireFormat.encode(Tandem_V1_Propose(record.cycle, proposals)),
            isComplete: isComplete,
            chain: tickChains[record.cycle.position] ?? 0,
            decisions: record.symbols.count,
            held: held == heldOnDisk ? nil : held.map { WireFormat.encode(Tandem_V1_HeldAnswers($0)) }
        )
        savedRecord = bytes
        if let held { heldOnDisk = held }
        if isComplete { tickChains = tickChains.filter { $0.key > record.cycle.position } }
    }

    private func announce(_ record: CycleRecord) {
        handled += 1
        counts.cycles += 1
        counts.decisions += UInt64(record.symbols.count)
        context.reportProgress()
        publisher.publish(cycle: savedRecord)
    }

    private func askFeatures() async throws {
        try await featureQuestions.forEach { cycle in
            guard stage.openCycle == cycle else { return }
            // Half of the cycle's time at the most, so that the models have the other half.
            let patience_ms = context.settings.integer("cycle.deadline_ms") / 2
            let deadline_ms = context.isLockstep ? nil : BusLoop.monotonicMilliseconds() + patience_ms
            for worker in workers {
                do {
                    let request = Tandem_V1_Request.OneOf_Body.features(cycle, of: stage.settings.symbols)
                    let reply = try await worker.ask(request, attemptTimeout_ms: 250, deadline_ms: deadline_ms)
                    guard case .features(let features) = reply else { throw WireError.unexpected(what: "no features") }
                    let (answered, snapshots) = try features.domain()
                    guard answered == cycle else { throw WireError.unexpected(what: "features of \(answered)") }
                    try handle(.featuresArrived(cycle, snapshots))
                } catch let error where error is ServiceError || error is WireError {
                    if case .stopped? = error as? ServiceError { throw error }
                    // In a lockstep replay nothing else will complete the cycle: stop, and begin it again.
                    guard !context.isLockstep else { throw error }
                    context.logger.warning("no features", metadata: ["cycle": "\(cycle)", "error": "\(error)"])
                }
            }
        }
    }

    private func submitProposals() async throws {
        try await submissions.forEach { submission in
            // The gate knows a repeat, so it is asked until it answers; a late order is the gate's to refuse.
            let reply = try await gate.ask(.propose(submission.cycle, submission.proposals), attemptTimeout_ms: 500)
            guard case .verdicts(let verdicts) = reply else {
                throw ProcessFailure(.failure, "the risk gate answered something that is no verdict")
            }
            let (cycle, words) = try verdicts.domain()
            try handle(.judged(cycle, words))
        }
    }

    private func keepDeadlines() async throws {
        try await deadlines.forEach { deadline in
            try await context.loop.sleep(until: deadline.at_ms)
            guard stage.openCycle == deadline.cycle else { return }
            try takeWhatCame(for: deadline.cycle)
            if stage.openCycle == deadline.cycle { try handle(.deadlinePassed(deadline.cycle)) }
        }
    }
}

extension FusionStage.Effect {
    /// What this effect sends to the gate, if it does.
    fileprivate var proposals: [Proposal]? {
        if case .submit(_, let proposals) = self { proposals } else { nil }
    }
}
