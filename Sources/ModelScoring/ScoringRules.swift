package import TradingDomain

/// When a forecast is settled.
package struct ScoringRules: Hashable, Sendable {
    /// For each channel the horizons, the first being the one that weights and calibration go by.
    package let direction_ms: [Int64]
    package let entry_ms: [Int64]
    /// A forecast is settled at the first fresh price at or after its horizon; later than by this, it is dropped.
    package let tolerance_ms: Int64
    /// The fused decision's horizon, when neither stop nor target was met before.
    package let fused_ms: Int64
    /// What the fused decision must earn at its horizon to have won, in hundredths of a basis point.
    package let roundTripCost_hundredthsBasisPoint: Int64

    /// 4 h and 24 h for the direction, 30 min and 4 h for the entry, 24 h for the fused decision, a quarter of an hour late
    /// at most, 16 basis points.
    package static let standard = ScoringRules()

    /// - Parameters:
    ///   - direction_ms: at least one; each above zero.
    ///   - entry_ms: at least one; each above zero.
    ///   - tolerance_ms: 0 or more.
    ///   - fused_ms: above zero.
    ///   - roundTripCost_hundredthsBasisPoint: 0 or more.
    package init(
        direction_ms: [Int64] = [14_400_000, 86_400_000],
        entry_ms: [Int64] = [1_800_000, 14_400_000],
        tolerance_ms: Int64 = 900_000,
        fused_ms: Int64 = 86_400_000,
        roundTripCost_hundredthsBasisPoint: Int64 = 1_600
    ) {
        self.direction_ms = direction_ms
        self.entry_ms = entry_ms
        self.tolerance_ms = tolerance_ms
        self.fused_ms = fused_ms
        self.roundTripCost_hundredthsBasisPoint = roundTripCost_hundredthsBasisPoint
    }

    package func horizons_ms(_ channel: Channel) -> [Int64] { channel == .direction ? direction_ms : entry_ms }

    /// The first of a channel's horizons: the one that weights and calibration go by.
    package func first_ms(_ channel: Channel) -> Int64 { horizons_ms(channel).first ?? 0 }
}
