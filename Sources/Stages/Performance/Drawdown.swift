package import TradingDomain

/// The deepest fall of the equity from a peak before it.
package struct Drawdown: Hashable, Sendable {
    /// (peak − trough) ÷ peak.
    package let fraction: Double
    package let peak: Money
    package let trough: Money
    package let peakAt: Timestamp
    package let troughAt: Timestamp
    /// When the equity was back at the peak; `nil` if it has not been.
    package internal(set) var recoveredAt: Timestamp?
}
