package import TradingDomain

/// What one row of a score is about.
package struct ScoreKey: Hashable, Comparable, Sendable {
    /// A slot, such as `qwen`; empty for the fused decision.
    package let slot: String
    /// ``TradingDomain/Channel/direction`` for the fused decision.
    package let channel: Channel
    /// From the answer to the outcome.
    package let horizon_ms: Int64
    /// Direction of the 4 h trend when the answer was given; `nil` when it was not known.
    package let regime: TrendFeatures.Direction?

    package init(slot: String, channel: Channel, horizon_ms: Int64, regime: TrendFeatures.Direction?) {
        self.slot = slot
        self.channel = channel
        self.horizon_ms = horizon_ms
        self.regime = regime
    }

    /// The fused decision's name among the slots; no slot has it, because a slot's name is not empty.
    package static let fused = ""

    package static func < (left: ScoreKey, right: ScoreKey) -> Bool {
        (left.slot, left.channel, left.horizon_ms, left.regime?.rawValue ?? "")
            < (right.slot, right.channel, right.horizon_ms, right.regime?.rawValue ?? "")
    }
}
