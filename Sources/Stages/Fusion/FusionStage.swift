internal import ModelScoring
package import TradingDomain

/// One decision cycle as a state machine: tick, features, questions, answers, decision, verdicts.
///
/// One cycle is open at a time. In a lockstep replay a cycle is completed by its answers alone; live, by the deadline
/// too. What is late is ignored and never traded. After a crash the shell restores what it committed and repeats the
/// tick.
package struct FusionStage: Stage {
    package let settings: FusionSettings
    /// No tick up to this one opens a cycle again.
    package private(set) var lastCompleted: CycleID?
    /// Ticks that were skipped because a cycle was open; live only.
    package private(set) var missedTicks = 0
    /// The cycle under way, if it is open.
    var current: OpenCycle
    private var submitted: SubmittedCycle?
    /// For each symbol and slot the direction answer that still stands.
    var heldCells: [HeldAnswer?]
    /// For each symbol and slot the entry answer to the question that may be repeated; empty when none can be.
    var heldEntries: [HeldAnswer?]
    /// For each symbol when it was last traded.
    var lastOrders: [LastOrders]
    /// What the decision record teaches; `nil` when nothing depends on it.
    var learner: ModelLearner?
    /// For each channel and slot the factor on its weight; `nil` when weights do not adapt.
    var factors_ppm: (direction: [Int], entry: [Int])?
    /// On which symbols the votes of the last cycle were opposed; empty when no model is told.
    var disputed: (direction: [Symbol], entry: [Symbol]) = ([], [])
    /// ``heldCells`` and ``heldEntries`` without the holes; made again when they change.
    package private(set) var held: [HeldAnswer]
    var hasHeldChanged = false

    /// - Parameters:
    ///   - settings: checked.
    ///   - held: as last recorded; those of symbols or slots that are no longer configured are dropped.
    ///   - lastCompleted: the newest cycle that was recorded as complete.
    ///   - submitted: the newest cycle if it was recorded but not completed; its tick submits it again.
    package init(
        settings: FusionSettings,
        restoring held: [HeldAnswer] = [],
        lastCompleted: CycleID? = nil,
        submitted: SubmittedCycle? = nil
    ) {
        self.settings = settings
        self.lastCompleted = lastCompleted
        self.submitted = submitted
        current = OpenCycle(settings)
        let cells = settings.symbols.count * settings.slots.count
        heldCells = Array(repeating: nil, count: cells)
        heldEntries = settings.decisionTTL_ms > 0 ? Array(repeating: nil, count: cells) : []
        lastOrders = Array(repeating: LastOrders(), count: settings.symbols.count)
        learner = settings.learning.isOn ? ModelLearner(settings.learning) : nil
        self.held = []
        for answer in held {
            guard let symbol = settings.symbols.firstIndex(of: answer.answer.symbol),
                let slot = settings.slotNames.firstIndex(of: answer.answer.slot)
            else { continue }
            let cell = symbol * settings.slots.count + slot
            if answer.answer.channel == .direction {
                heldCells[cell] = answer
            } else if !heldEntries.isEmpty {
                heldEntries[cell] = answer
            }
        }
        self.held = (heldCells + heldEntries).compactMap { $0 }
    }

    /// The cycle that is under way, if any.
    package var openCycle: CycleID? { current.isOpen ? current.id : submitted?.record.cycle }

    /// The requests to a slot whose replies are still awaited; what another agent of the slot is to be asked when the
    /// one that had them is lost.
    package func outstandingRequests(of slot: String) -> [ModelRequest] {
        guard current.isOpen, let place = settings.slotNames.firstIndex(of: slot) else { return [] }
        return current.outstandingRequests(of: place)
    }

    package mutating func handle(_ event: Event, at now: Timestamp) -> [Effect] {
        var effects: [Effect] = []
        handle(event, at: now, into: &effects)
        return effects
    }

    /// As ``handle(_:at:)``, into an array that the caller keeps.
    ///
    /// - Parameters:
    ///   - event: what happened.
    ///   - now: when.
    ///   - effects: to which the effects are added, in order.
    package mutating func handle(_ event: Event, at now: Timestamp, into effects: inout [Effect]) {
        switch event {
        case .tickReached(let cycle): tickReached(cycle, &effects)
        case .featuresArrived(let cycle, let snapshots): featuresArrived(cycle, snapshots, &effects)
        case .accountArrived(let cycle, let account): accountArrived(cycle, account, &effects)
        case .answered(let cycle, let slot, let channel, let answers):
            answered(cycle, slot, channel, answers, &effects)
        case .deadlinePassed(let cycle):
            if isOpen(cycle) { decided(missing: .timedOut, at: now, &effects) }
        case .judged(let cycle, let verdicts): judged(cycle, verdicts, &effects)
        }
    }

    private mutating func tickReached(_ cycle: CycleID, _ effects: inout [Effect]) {
        if let lastCompleted, cycle.position <= lastCompleted.position { return }
        if let submitted {
            if submitted.record.cycle == cycle { effects.append(.submit(cycle, submitted.proposals)) }
            if cycle > submitted.record.cycle { missedTicks += 1 }
            return
        }
        if current.isOpen {
            if cycle > current.id { missedTicks += 1 }
            return
        }
        current.open(cycle, awaitsAccount: settings.informsModels)
        if settings.informsModels { effects.append(.requestAccount(cycle)) }
        effects.append(.requestFeatures(cycle))
    }

    private func isOpen(_ cycle: CycleID) -> Bool { current.isOpen && current.id == cycle }

    private mutating func featuresArrived(
        _ cycle: CycleID,
        _ snapshots: [FeatureSnapshot],
        _ effects: inout [Effect]
    ) {
        guard isOpen(cycle), !current.hasAsked, current.add(snapshots), !current.awaitsAccount else { return }
        begin(&effects)
    }

    private mutating func accountArrived(_ cycle: CycleID, _ account: AccountView?, _ effects: inout [Effect]) {
        guard isOpen(cycle), current.awaitsAccount else { return }
        current.take(account)
        if current.isFull { begin(&effects) }
    }

    /// All that is asked about is there.
    private mutating func begin(_ effects: inout [Effect]) {
        askAll(&effects)
        if !current.hasAsked { decided(missing: .timedOut, at: current.id.time, &effects) }
    }

    private mutating func answered(
        _ cycle: CycleID,
        _ slot: String,
        _ channel: Channel,
        _ answers: [ModelAnswer],
        _ effects: inout [Effect]
    ) {
        guard isOpen(cycle), let place = settings.slotNames.firstIndex(of: slot),
            current.settle(slot: place, channel: channel)
        else { return }
        take(answers, of: place, on: channel)
        if current.outstandingCount == 0 { decided(missing: .timedOut, at: cycle.time, &effects) }
    }

    private mutating func judged(_ cycle: CycleID, _ verdicts: [Verdict], _ effects: inout [Effect]) {
        guard let waiting = submitted, waiting.record.cycle == cycle else { return }
        submitted = nil
        lastCompleted = cycle
        var symbols = waiting.record.symbols
        // Both are sorted by symbol: one pass.
        var place = 0
        for verdict in verdicts.sorted(by: { $0.decision.symbol < $1.decision.symbol })
        where verdict.decision.cycle == cycle.time {
            while place < symbols.count, symbols[place].symbol < verdict.decision.symbol { place += 1 }
            guard place < symbols.count, symbols[place].symbol == verdict.decision.symbol,
                symbols[place].decision.action != .hold
            else { continue }
            symbols[place].verdict = verdict
        }
        let record = CycleRecord(cycle: cycle, symbols: symbols)
        noteOrders(record)
        effects.append(.recordVerdicts(record))
        effects.append(.announce(record))
    }

    /// Closes the questions of the open cycle; `missing` stands for an answer that never came.
    private mutating func decided(missing: AbstentionCause, at now: Timestamp, _ effects: inout [Effect]) {
        let (record, proposals) = decide(missing: missing, at: now)
        current.close()
        if settings.learning.isOn { learn(record) }
        noteDisputes(record)
        if hasHeldChanged {
            held = (heldEntries.isEmpty ? heldCells : heldCells + heldEntries).compactMap { $0 }
            hasHeldChanged = false
        }
        effects.append(.record(record, held: held, isComplete: proposals.isEmpty))
        if proposals.isEmpty {
            lastCompleted = record.cycle
            effects.append(.announce(record))
        } else {
            submitted = SubmittedCycle(record: record, proposals: proposals)
            effects.append(.submit(record.cycle, proposals))
        }
    }
}
