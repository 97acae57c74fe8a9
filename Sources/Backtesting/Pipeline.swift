internal import Features
internal import Fusion
package import PaperTrading
internal import Risk
package import TradingDomain

/// The stages of the pipeline in one value: what the processes do in lockstep, without what lies between them.
///
/// An event of the market log reaches the broker and the features; a tick then runs one whole cycle. The stages see the
/// same events in the same order as in a replay, so the ledger is the same to the byte.
package struct Pipeline: Sendable {
    package struct Counts: Hashable, Sendable {
        package var cycles: UInt64 = 0
        package var decisions: UInt64 = 0
    }

    package private(set) var broker: PaperBroker
    package private(set) var counts = Counts()
    /// The newest cycle, once it is complete.
    package private(set) var newest: CycleRecord?
    /// What the broker wants written and has not been taken yet, in order.
    package private(set) var entries: [LedgerTransaction] = []
    package private(set) var equityPoints: [EquityPoint] = []

    /// Of the costed models.
    package var bills: [ModelBill] { models.bills }

    /// As ``BacktestResult/otherAccounts``.
    var otherAccounts: Int? { models.otherAccounts }

    private var features: FeatureEngine
    private var fusion: FusionStage
    private var gate: RiskGate
    private var models: ModelPanel
    /// What the fusion asks for in the cycle under way.
    private var effects: [FusionStage.Effect] = []
    /// What the broker made of the event under way.
    private var executed: [PaperBroker.Effect] = []

    package init(_ settings: BacktestSettings) {
        broker = PaperBroker(initialEquity: settings.initialEquity, settings: settings.broker)
        features = FeatureEngine(symbols: settings.fusion.symbols, entryTimeframe: settings.broker.entryTimeframe)
        models = ModelPanel(settings)
        var fusionSettings = settings.fusion
        fusionSettings.informsModels = models.readsSeries
        fusion = FusionStage(settings: fusionSettings)
        gate = RiskGate(
            limits: settings.limits,
            instruments: settings.broker.instruments,
            gateEpoch: 1,
            restoring: nil
        )
        _ = gate.handle(.booksVerified, at: .epoch)
    }

    /// Applies the next event of the market log, and runs the cycle that it begins, if it is a tick.
    ///
    /// - Throws: ``BacktestError/broker(_:)`` for a log with a hole or an amount beyond 64 bits.
    package mutating func apply(_ event: MarketEvent) throws(BacktestError) {
        try follow(event)
        if case .tick = event.kind { try decide(CycleID(time: event.time, position: event.position)) }
    }

    /// Applies the next event, and runs a cycle only when it was completed elsewhere.
    ///
    /// - Parameters:
    ///   - event: the next one of the market log.
    ///   - record: the tick's cycle as it was completed, whose answers the models repeat; `nil` for no cycle.
    /// - Throws: as ``apply(_:)``.
    mutating func apply(_ event: MarketEvent, told record: CycleRecord?) throws(BacktestError) {
        try follow(event)
        guard let record else { return }
        models.told = record
        try decide(record.cycle)
    }

    @inline(__always)
    private mutating func follow(_ event: MarketEvent) throws(BacktestError) {
        broker.apply(event, into: &executed)
        if !executed.isEmpty {
            try collect(executed)
            executed.removeAll(keepingCapacity: true)
        }
        features.apply(event)
    }

    /// Forgets what has been written.
    package mutating func clearWritten() {
        entries.removeAll(keepingCapacity: true)
        equityPoints.removeAll(keepingCapacity: true)
    }

    /// Runs one cycle: does what the fusion asks for, in order, until it asks for nothing more.
    private mutating func decide(_ cycle: CycleID) throws(BacktestError) {
        // With the last cycle's record gone, the fusion changes its answers in place.
        effects.removeAll(keepingCapacity: true)
        newest = nil
        fusion.handle(.tickReached(cycle), at: cycle.time, into: &effects)
        var next = 0
        while next < effects.count {
            try obey(effects[next])
            next += 1
        }
        guard fusion.openCycle == nil else { throw .inconsistent(what: "cycle \(cycle) did not end") }
    }

    private mutating func obey(_ effect: FusionStage.Effect) throws(BacktestError) {
        switch effect {
        case .requestFeatures(let cycle):
            // No simulated model reads a series, so none is made.
            let snapshots = features.snapshots(at: cycle, hasSeries: models.readsSeries)
            fusion.handle(.featuresArrived(cycle, snapshots), at: cycle.time, into: &effects)
        case .requestAccount(let cycle):
            let account = try account(at: cycle)
            fusion.handle(.accountArrived(cycle, try? AccountView(account)), at: cycle.time, into: &effects)
        case .ask(let slot, let request):
            let answers = try models.answers(to: request, slot: slot)
            fusion.handle(
                .answered(request.cycle, slot: slot, channel: request.channel, answers: answers),
                at: request.cycle.time,
                into: &effects
            )
        case .submit(let cycle, let proposals):
            let verdicts = try judge(proposals, of: cycle)
            fusion.handle(.judged(cycle, verdicts), at: cycle.time, into: &effects)
        case .announce(let record):
            counts.cycles += 1
            counts.decisions += UInt64(record.symbols.count)
            newest = record
        case .record, .recordVerdicts: break
        }
    }

    private mutating func judge(_ proposals: [Proposal], of cycle: CycleID) throws(BacktestError) -> [Verdict] {
        let account = try account(at: cycle)
        var verdicts: [Verdict] = []
        for case .judge(_, let words, let approved) in gate.handle(
            .proposed(cycle, proposals, account),
            at: cycle.time
        ) {
            verdicts = words
            guard !approved.isEmpty else { continue }
            try collect(broker.handle(.ordered(approved), at: broker.state.time))
        }
        return verdicts
    }

    private func account(at cycle: CycleID) throws(BacktestError) -> AccountSnapshot {
        do { return try broker.account(at: cycle.position) } catch { throw .broker(error) }
    }

    private mutating func collect(_ effects: [PaperBroker.Effect]) throws(BacktestError) {
        for effect in effects {
            switch effect {
            case .post(let entry): entries.append(entry)
            case .mark(let point): equityPoints.append(point)
            case .repeated(let order): throw .inconsistent(what: "order \(order) was sent twice")
            case .unchanged(let order): throw .inconsistent(what: "a change of order \(order): nothing here makes one")
            case .fail(let error): throw .broker(error)
            }
        }
    }
}
