package import TradingDomain

extension FusionStage {
    package enum Event: Hashable, Sendable {
        /// The feeder's tick: a cycle is due.
        case tickReached(CycleID)
        /// Features as of the tick, of some or all symbols; one event per feature worker, in any order.
        case featuresArrived(CycleID, [FeatureSnapshot])
        /// The account as of the tick; `nil` when it did not come in time.
        case accountArrived(CycleID, AccountView?)
        /// A slot's reply to one request; a slot without an agent is answered for with abstentions.
        case answered(CycleID, slot: String, channel: Channel, answers: [ModelAnswer])
        /// The cycle's wall-clock deadline; live only, never in a lockstep replay.
        case deadlinePassed(CycleID)
        /// The gate's word on what was submitted.
        case judged(CycleID, [Verdict])
    }

    package enum Effect: Hashable, Sendable {
        /// Ask the feature workers for all symbols as of the tick.
        case requestFeatures(CycleID)
        /// Ask the broker for the account as of the tick, beside the features, and come back with
        /// ``Event/accountArrived(_:_:)`` whatever comes of it.
        case requestAccount(CycleID)
        /// Ask the active agent of a slot, in parallel with every other request.
        case ask(slot: String, ModelRequest)
        /// Commit the record and the answers that are held from now on, before any effect that follows. `isComplete`
        /// when nothing is submitted.
        case record(CycleRecord, held: [HeldAnswer], isComplete: Bool)
        /// Send to the gate, and again until it answers: it knows a repeat.
        case submit(CycleID, [Proposal])
        /// Commit the record with the gate's verdicts; the cycle is complete.
        case recordVerdicts(CycleRecord)
        /// Publish the completed cycle.
        case announce(CycleRecord)
    }
}
