package import TradingDomain

/// One call of one model, without its text.
package struct CallFacts: Hashable, Sendable {
    package var slot: String
    package var model: String
    package var isSimulated: Bool
    /// Event time of the cycle that asked.
    package var time: Timestamp
    /// Billionths of a US dollar; for a simulated model what the named model would have cost.
    package var cost_nanoUSD: Int64
    package var duration_ms: UInt32
    package var isFailure: Bool

    package init(
        slot: String,
        model: String,
        isSimulated: Bool,
        time: Timestamp,
        cost_nanoUSD: Int64,
        duration_ms: UInt32,
        isFailure: Bool
    ) {
        self.slot = slot
        self.model = model
        self.isSimulated = isSimulated
        self.time = time
        self.cost_nanoUSD = cost_nanoUSD
        self.duration_ms = duration_ms
        self.isFailure = isFailure
    }
}
