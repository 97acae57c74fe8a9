internal import TradingDomain

/// What one slot's calls cost since this monitor was attached, in event time.
struct ModelBill: Hashable, Sendable {
    private(set) var calls: UInt64 = 0
    private(set) var failures: UInt64 = 0
    private(set) var total_nanoUSD: Int64 = 0
    private(set) var today_nanoUSD: Int64 = 0
    private(set) var model = ""
    private(set) var isSimulated = false
    private var durations_ms: UInt64 = 0
    private var first: Timestamp?
    private var last = Timestamp.epoch

    private static let day_ms: Int64 = 86_400_000
    /// A projection from less would be noise.
    private static let leastSpan_ms: Int64 = 3_600_000

    mutating func add(_ call: CallFacts) {
        let first = first ?? call.time
        self.first = min(first, call.time)
        if call.time.floored(toMilliseconds: Self.day_ms) > last.floored(toMilliseconds: Self.day_ms) {
            today_nanoUSD = 0
        }
        last = max(last, call.time)
        calls += 1
        failures += call.isFailure ? 1 : 0
        total_nanoUSD += call.cost_nanoUSD
        today_nanoUSD += call.cost_nanoUSD
        durations_ms += UInt64(call.duration_ms)
        model = call.model
        isSimulated = call.isSimulated
    }

    var meanDuration_ms: UInt64 { calls == 0 ? 0 : durations_ms / calls }

    /// Thirty days at the pace since the monitor was attached; `nil` before an hour of event time has passed.
    var month_nanoUSD: Int64? {
        guard let first else { return nil }
        let span_ms = last.milliseconds(since: first)
        guard span_ms >= Self.leastSpan_ms else { return nil }
        return FixedPoint.multiply(total_nanoUSD, 30 * Self.day_ms, dividedBy: span_ms)
    }
}
