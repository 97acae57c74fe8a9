package import TradingDomain

/// A cycle that was recorded and submitted to the gate but has no verdicts yet: what a crash can leave behind.
package struct SubmittedCycle: Hashable, Sendable {
    /// Without verdicts.
    package var record: CycleRecord
    /// Sorted by symbol, not empty.
    package let proposals: [Proposal]

    package init(record: CycleRecord, proposals: [Proposal]) {
        self.record = record
        self.proposals = proposals
    }
}
