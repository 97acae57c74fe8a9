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
    var open: OpenCycle?
    /// The memory of the last cycle, for the next.
    private var closed: OpenCycle?
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
    /// For each symbol the last HOLD that followed from the votes alone; the next votes are often the same.
    var lastHolds: [FusedOutcome?]
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
        let cells = settings.symbols.count * settings.slots.count
        heldCells = Array(repeating: nil, count: cells)
        heldEntries = settings.decisionTTL_ms > 0 ? Array(repeating: nil, count: cells) : []
        lastOrders = Array(repeating: LastOrders(), count: settings.symbols.count)
        lastHolds = Array(repeating: nil, count: settings.symbols.count)
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
    package var openCycle: CycleID? { open?.id ?? submitted?.record.cycle }

    /// The requests to a slot whose replies are still awaited; what another agent of the slot is to be asked when the
    /// one that had them is lost.
    package func outstandingRequests(of slot: String) -> [ModelRequest] {
        guard let open, let place = settings.slotNames.firstIndex(of: slot) else { return [] }
        return open.outstanding[(place * 2)..<(place * 2 + 2)].compactMap { $0 }
    }

    package mutating func handle(_ event: Event, at now: Timestamp) -> [Effect] {
        switch event {
        case .tickReached(let cycle): tickReached(cycle)
        case .featuresArrived(let cycle, let snapshots): featuresArrived(cycle, snapshots)
        case .accountArrived(let cycle, let account): accountArrived(cycle, account)
        case .answered(let cycle, let slot, let channel, let answers): answered(cycle, slot, channel, answers)
        case .deadlinePassed(let cycle): deadlinePassed(cycle, at: now)
        case .judged(let cycle, let verdicts): judged(cycle, verdicts)
        }
    }

    private mutating func tickReached(_ cycle: CycleID) -> [Effect] {
        if let lastCompleted, cycle.position <= lastCompleted.position { return [] }
        if let submitted {
            if submitted.record.cycle == cycle { return [.submit(cycle, submitted.proposals)] }
            if cycle > submitted.record.cycle { missedTicks += 1 }
            return []
        }
        if let open {
            if cycle > open.id { missedTicks += 1 }
            return []
        }
        open = closed.take() ?? OpenCycle(id: cycle, symbols: settings.symbols, slotCount: settings.slots.count)
        open?.restart(as: cycle)
        guard settings.informsModels else { return [.requestFeatures(cycle)] }
        open?.awaitsAccount = true
        return [.requestAccount(cycle), .requestFeatures(cycle)]
    }

    private mutating func featuresArrived(_ cycle: CycleID, _ snapshots: [FeatureSnapshot]) -> [Effect] {
        guard open?.id == cycle, open?.hasAsked == false, open?.add(snapshots) == true, open?.awaitsAccount == false
        else { return [] }
        return ask(cycle)
    }

    private mutating func accountArrived(_ cycle: CycleID, _ account: AccountView?) -> [Effect] {
        guard open?.id == cycle, open?.awaitsAccount == true else { return [] }
        open?.account = account
        open?.awaitsAccount = false
        return open?.isFull == true ? ask(cycle) : []
    }

    private mutating func ask(_ cycle: CycleID) -> [Effect] {
        guard var current = open.take() else { return [] }
        let requests = askAll(&current)
        guard requests.isEmpty else {
            open = consume current
            return requests
        }
        return decided(consume current, missing: .timedOut, at: cycle.time)
    }

    private mutating func answered(
        _ cycle: CycleID,
        _ slot: String,
        _ channel: Channel,
        _ answers: [ModelAnswer]
    ) -> [Effect] {
        guard open?.id == cycle, let place = settings.slotNames.firstIndex(of: slot),
            open?.settle(slot: place, channel: channel) == true, var current = open.take()
        else { return [] }
        take(answers, of: place, on: channel, into: &current)
        guard current.outstandingCount == 0 else {
            open = consume current
            return []
        }
        return decided(consume current, missing: .timedOut, at: cycle.time)
    }

    private mutating func deadlinePassed(_ cycle: CycleID, at now: Timestamp) -> [Effect] {
        guard open?.id == cycle, let current = open.take() else { return [] }
        return decided(consume current, missing: .timedOut, at: now)
    }

    private mutating func judged(_ cycle: CycleID, _ verdicts: [Verdict]) -> [Effect] {
        guard let current = submitted, current.record.cycle == cycle else { return [] }
        submitted = nil
        lastCompleted = cycle
        var symbols = current.record.symbols
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
        return [.recordVerdicts(record), .announce(record)]
    }

    /// Closes the questions of a cycle; `missing` stands for an answer that never came.
    private mutating func decided(
        _ cycle: consuming OpenCycle,
        missing: AbstentionCause,
        at now: Timestamp
    ) -> [Effect] {
        let id = cycle.id
        let (record, proposals) = decide(cycle, missing: missing, at: now)
        closed = cycle
        learn(record)
        noteDisputes(record)
        if hasHeldChanged {
            held = (heldEntries.isEmpty ? heldCells : heldCells + heldEntries).compactMap { $0 }
            hasHeldChanged = false
        }
        let recording = Effect.record(record, held: held, isComplete: proposals.isEmpty)
        guard !proposals.isEmpty else {
            lastCompleted = id
            return [recording, .announce(record)]
        }
        submitted = SubmittedCycle(record: record, proposals: proposals)
        return [recording, .submit(id, proposals)]
    }
}
