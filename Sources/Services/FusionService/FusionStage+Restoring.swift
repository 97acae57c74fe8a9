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
        return FusionStage(
            settings: settings,
            restoring: held,
            lastCompleted: try store.newestComplete()?.cycle,
            submitted: submitted
        )
    }
}
