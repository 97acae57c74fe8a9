package import TradingDomain

extension RiskGate {
    package enum Event: Hashable, Sendable {
        /// The broker's books were recomputed and agree; before that nothing opens.
        case booksVerified
        /// The fused decisions of one cycle, and the account as of its tick or later.
        case proposed(CycleID, [Proposal], AccountSnapshot)
        case haltRequested(by: String, reason: String)
        /// Halts, and closes everything that is open.
        case flattenRequested(by: String, reason: String)
        /// The account while flattening: what is left is closed, and when nothing is, the gate is halted.
        case accountSeen(AccountSnapshot)
        /// A person's act; without a reason nothing changes.
        case resumeRequested(by: String, reason: String)
    }

    package enum Effect: Hashable, Sendable {
        /// One verdict per proposal, sorted by symbol, and the orders among them. Commit both with
        /// ``RiskGate/state`` before anything is sent.
        case judge(CycleID, [Verdict], [ApprovedOrder])
        /// Closing orders of a flattening. Commit them with ``RiskGate/state`` before they are sent.
        case flatten([ApprovedOrder])
        /// The trading state as of now, with the reason.
        case announce(TradingState, reason: String)
    }
}
