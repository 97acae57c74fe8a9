internal import Fusion
internal import SQLiteStore
internal import TradingDomain
internal import WireFormat

extension FusionStage {
    /// The state to go on from, as the file has it.
    static func restored(from store: DecisionStore, settings: FusionSettings) throws -> FusionStage {
        var held: [HeldAnswer] = []
        if let bytes = try store.held() {
            let stored: Tandem_V1_HeldAnswers = try WireFormat.decode(bytes, what: "held answers")
            held = try stored.domain()
        }
        var submitted: SubmittedCycle?
        if let newest = try store.newest(), !newest.isComplete {
            let record: Tandem_V1_CycleRecord = try WireFormat.decode(newest.record, what: "stored cycle")
            let proposals: Tandem_V1_Propose = try WireFormat.decode(newest.proposals, what: "stored proposals")
            submitted = SubmittedCycle(record: try record.domain(), proposals: try proposals.domain().proposals)
        }
        var stage = FusionStage(
            settings: settings,
            restoring: held,
            lastCompleted: try store.newestComplete()?.cycle,
            submitted: submitted
        )
        try stage.remember(store)
        return stage
    }

    /// Takes from the decision record what the next decision depends on.
    private mutating func remember(_ store: DecisionStore) throws {
        var position = try start(in: store)
        while true {
            let page = try store.cycles(after: position, maximum: 200)
            for stored in page {
                position = stored.cycle.position
                let record: Tandem_V1_CycleRecord = try WireFormat.decode(stored.record, what: "stored cycle")
                remember(try record.domain())
            }
            if page.count < 200 { return }
        }
    }

    /// The position after which the record matters.
    private func start(in store: DecisionStore) throws -> LogPosition {
        guard let memory_ms, let newest = try store.newest() else { return 0 }
        let oldest = newest.cycle.time.advanced(byMilliseconds: -memory_ms)
        var position = newest.cycle.position
        while true {
            let page = try store.cycles(before: position, maximum: 50)
            for stored in page {
                guard stored.cycle.time >= oldest else { return stored.cycle.position }
                position = stored.cycle.position
            }
            if page.count < 50 { return 0 }
        }
    }
}
